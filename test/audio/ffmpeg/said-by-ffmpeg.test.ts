import { describe, expect, it } from 'vitest';
import { ffmpegFacts } from '../../../src/audio/index.js';
import { parseLoudness } from '../../../src/audio/ffmpeg/ebur128.js';
import { judgeFfmpeg } from '../../../src/audio/ffmpeg/ffmpeg-facts.js';

const summary = (integrated: string, peak: string): string => `[Parsed_ebur128_0 @ 0x1] Summary:

  Integrated loudness:
    I:         ${integrated} LUFS
    Threshold: -31.7 LUFS

  True peak:
    Peak:      ${peak} dBFS`;

describe('parseLoudness', () => {
  it('reads the last summary', () => {
    const text = `${summary('-10.0', '-1.0')}\n${summary('-21.7', '-18.1')}`;
    expect(parseLoudness(text)).toEqual({ integratedLufs: -21.7, truePeakDbtp: -18.1 });
  });

  it.each([
    summary('-70.0', '-inf'),
    summary('-70.0', '-40.0'),
    summary('nan', '-3.0'),
    summary('-20.0', '-inf'),
    '',
    'I: 5 LUFS',
  ])('takes no number for none (%#)', (text) => {
    expect(parseLoudness(text)).toBeNull();
  });
});

describe('ffmpegFacts', () => {
  it('finds nothing missing in the ffmpeg these tests run with', async () => {
    const facts = await ffmpegFacts();
    expect(facts.missing).toEqual([]);
    expect(facts.version).toMatch(/\d/);
  });

  it('names what is missing', () => {
    expect(
      judgeFfmpeg('ffmpeg version 4.4.2-0ubuntu\n --enable-gpl', ' T.C ebur128 A->N x\n ... volume A->A x').missing,
    ).toEqual(['version 5 or newer', 'the soxr resampler', 'the filter alimiter', 'the filter aresample']);
    expect(judgeFfmpeg('ffmpeg version N-1234-gabc --enable-libsoxr', '').missing).not.toContain('version 5 or newer');
  });
});
