import { parseBuffer } from 'music-metadata';
import { describe, expect, it } from 'vitest';
import { encodeSpeech, type SpeechFileFormat } from '../../../src/audio/index.js';

const RATE = 24_000;
const SECONDS = 1.5;
const TONE = Int16Array.from({ length: RATE * SECONDS }, (_, i) => 8_000 * Math.sin((2 * Math.PI * 300 * i) / RATE));

describe('short speech as a file in memory', () => {
  it.each([
    ['mp3', /MPEG/, /^MPEG 2 Layer 3/],
    ['opus', /Ogg/, /Opus/],
    ['aac', /ADTS/, /AAC/],
    ['flac', /FLAC/, /FLAC/],
  ] as const)('%s is read by others as what it is', async (format: SpeechFileFormat, container, codec) => {
    const file = await encodeSpeech(TONE, RATE, format);
    const { format: read } = await parseBuffer(file, {}, { duration: true });
    expect(read.container).toMatch(container);
    expect(read.codec ?? '').toMatch(codec);
    expect(await encodeSpeech(TONE, RATE, format)).toEqual(file);
  });

  it('ends when nobody waits for it any more', async () => {
    const leaving = new AbortController();
    const asked = encodeSpeech(TONE, RATE, 'mp3', leaving.signal);
    leaving.abort(new Error('gone'));
    await expect(asked).rejects.toThrow('gone');
  });
});
