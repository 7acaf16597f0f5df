import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { CODES } from '../../../../src/core/index.js';
import { kokoroIds } from '../../../../src/speech/engines/kokoro-alphabet/index.js';
import { pronounced, type Speech, type SpeechEngine } from '../../../../src/speech/index.js';
import { BAD_SYMBOL, framesOf, type TinyExport } from '../../../support/tiny-kokoro.js';
import { tinyPiper } from '../../../support/tiny-piper.js';
import { openTiny, tinyFiles } from './tiny-slot.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const never = new AbortController().signal;
const here = { folder: '' };
const open: SpeechEngine[] = [];
/** Of the usual export, shared by all tests; opened before the first. */
const shared: { engine?: SpeechEngine } = {};
beforeAll(async () => {
  here.folder = await mkdtemp(join(tmpdir(), 'e2a-kokoro-'));
  shared.engine = await openTiny(await tinyFiles(here.folder));
});
afterEach(() => Promise.all(open.splice(0).map((engine) => engine.close())));
afterAll(async () => {
  await shared.engine?.close();
  await rm(here.folder, { recursive: true, force: true });
});

async function engine(variant: TinyExport): Promise<SpeechEngine> {
  const opened = await openTiny(await tinyFiles(here.folder, variant));
  open.push(opened);
  return opened;
}
function usual(): SpeechEngine {
  if (shared.engine === undefined) throw new Error('not opened');
  return shared.engine;
}
const say = (slot: SpeechEngine, text: string, { seed = 1, speed = 1 } = {}): Promise<Speech> =>
  slot.speak({ text, seed, speed }, never);
const digest = ({ pcm }: Speech): string => createHash('sha256').update(pcm).digest('hex');
/** Samples of `symbols` as the tiny model says them, with an edge at both ends. */
const samplesOf = (symbols: string, speed = 1): number =>
  [0, ...kokoroIds(symbols).ids, 0].reduce((sum, id) => sum + Math.round(framesOf(id) / speed) * 600, 0);
/** Of a clean sine, by its crossings of zero from below. */
const hertzOf = ({ pcm, sampleRate }: Speech): number =>
  (pcm.reduce((sum, sample, at) => sum + (sample > 0 && (pcm[at - 1] ?? 0) <= 0 ? 1 : 0), 0) / pcm.length) * sampleRate;

describe('what the model is fed', () => {
  it('is every symbol with an edge at both ends, at 24 kHz', async () => {
    const spoken = await say(usual(), 'The old floor.');
    expect([spoken.sampleRate, spoken.skipped]).toEqual([24_000, []]);
    expect(spoken.pcm.length).toBe(samplesOf('ðɪ ˈOld flˈɔɹ.'));
  });

  it('is the style’s row for so many symbols', async () => {
    const ids = kokoroIds('ðɪ ˈOld flˈɔɹ.').ids.length;
    expect(Math.abs(hertzOf(await say(usual(), 'The old floor.')) - (200 + ids - 1))).toBeLessThan(3);
  });

  it('is the speed as it is', async () => {
    expect((await say(usual(), 'The old floor.', { speed: 2 })).pcm.length).toBe(samplesOf('ðɪ ˈOld flˈɔɹ.', 2));
  });

  it('is a pronunciation in place of the word', async () => {
    const spoken = await say(usual(), `${pronounced('Hermione', 'hɜːˈmaɪəni')}.`);
    expect(spoken.pcm.length).toBe(samplesOf('hɜɹmˈIəni.'));
  });

  it('is what is too long in several calls', async () => {
    const once = (await say(usual(), 'One and two, and three.')).pcm.length;
    const often = (await say(usual(), 'One and two, and three. '.repeat(40))).pcm.length;
    expect(often / once).toBeGreaterThan(30);
  });
});

describe('where its words are', () => {
  it('is told to the frame, punctuation and the quiet ends belonging to none', async () => {
    const { words, pcm } = await say(usual(), '“Down,” she said — twice.');
    const lengths = (symbols: string): number => samplesOf(symbols) - samplesOf('');
    const [edge, quote, comma] = [framesOf(0) * 600, lengths('“'), lengths(',” ')];
    const down = edge + quote + lengths('dˈWn');
    expect(words?.[0]).toEqual({ from: edge + quote, to: down });
    expect(words?.[1]).toEqual({ from: down + comma, to: down + comma + lengths('ʃi') });
    expect(words).toHaveLength(5);
    expect(words?.[4]?.to).toBe(pcm.length - edge - lengths('.'));
  });

  it('is told across calls', async () => {
    const text = 'One and two, and three. '.repeat(40);
    const { words, pcm } = await say(usual(), text);
    expect(words).toHaveLength(200);
    expect(words?.[199]?.to).toBe(pcm.length - framesOf(0) * 600 - (samplesOf('.') - samplesOf('')));
  });
});

describe('an export', () => {
  it.each([
    ['input_ids, waveform', { tokens: 'input_ids', sound: 'waveform' }],
    ['sound in a row of its own', { rows: true }],
    ['speed as a whole number', { wholeSpeed: true }],
  ] as const)('with %s says the same as the others', async (_name, variant) => {
    const spoken = await say(await engine(variant), 'Down, down.');
    expect(digest(spoken)).toBe(digest(await say(usual(), 'Down, down.', { seed: 2 })));
  });

  it.each(['normal', 'uniform'] as const)('with %s noise says one seed the same in any process', async (noise) => {
    const [first, second] = await Promise.all([engine({ noise }), engine({ noise })]);
    const spoken = await say(first, 'Down, down.');
    expect(spoken.pcm.length).toBe(samplesOf('dˈWn, dˈWn.'));
    await say(second, 'Something before it.');
    expect(digest(await say(second, 'Down, down.'))).toBe(digest(spoken));
    expect(digest(await say(first, 'Down, down.', { seed: 2 }))).not.toBe(digest(spoken));
  });
});

describe('what cannot be said', () => {
  it('is a pace that an export with whole numbers has not', async () => {
    const slot = await engine({ wholeSpeed: true });
    expect((await say(slot, 'Down.', { speed: 2 })).pcm.length).toBe(samplesOf('dˈWn.', 2));
    await expect(say(slot, 'Down.', { speed: 1.25 })).rejects.toMatchObject({
      name: 'TerminalError',
      failure: { code: CODES.speechRejected, why: expect.stringContaining('1.25') },
    });
  });

  it('is text without a sound, and says why', async () => {
    await expect(say(usual(), ' …! ')).rejects.toMatchObject({ name: 'TerminalError' });
    const strange = say(usual(), pronounced('x', 'ʘ'));
    await expect(strange).rejects.toMatchObject({ failure: { why: expect.stringContaining('ʘ') } });
  });

  it('is told where only a part of it is', async () => {
    const spoken = await say(usual(), `Down ${pronounced('x', 'aʘ')}.`);
    expect(spoken.skipped).toEqual(['ʘ']);
  });

  it('comes out as no numbers, which the checks of every clip find', async () => {
    const spoken = await say(usual(), pronounced('x', `a${BAD_SYMBOL}`));
    expect(spoken.pcm.length).toBeGreaterThan(0);
    expect(spoken.pcm.every(Number.isNaN)).toBe(true);
  });
});

describe('files that are not what they should be', () => {
  it('break the host, and it says which and why', async () => {
    const { model, style } = await tinyFiles(here.folder, { tokens: 'input_ids', rows: true });
    const broken = { model: join(here.folder, 'piper.onnx'), style: join(here.folder, 'short.bin') };
    await writeFile(broken.model, tinyPiper(false));
    await writeFile(broken.style, 'short');
    await expect(openTiny({ model: broken.model, style })).rejects.toMatchObject({
      name: 'HostBrokenError',
      message: expect.stringContaining('it is no model of Kokoro: it wants "input"'),
    });
    await expect(openTiny({ model, style: broken.style })).rejects.toMatchObject({
      name: 'HostBrokenError',
      message: expect.stringContaining('short.bin is no style of Kokoro: 5 bytes'),
    });
  });
});
