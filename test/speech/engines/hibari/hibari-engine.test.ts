import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { HIBARI_ENGINE_VERSION } from '../../../../src/speech/engines/hibari/hibari-kind.js';
import { HOP_SAMPLES, SAMPLE_RATE } from '../../../../src/speech/engines/hibari/sound-format.js';
import {
  describeProfile,
  openSpeechEngine,
  phonemesOf,
  pronounced,
  type Speech,
  type SpeechEngine,
  wordsOf,
} from '../../../../src/speech/index.js';
import { processesNaming } from '../../../support/processes.js';
import { realVoiceFolder, SMALL_VOICE } from '../../real-voice.js';

/** A model is loaded and spoken with in earnest, perhaps on a busy machine. */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const never = new AbortController().signal;
const SENTENCE = 'The lighthouse keeper counted the ships that passed in the night — Quillfeather, too.';
const here = { folder: '', empty: '', path: process.env['PATH'] };
const request = () => ({ engine: 'hibari', voice: SMALL_VOICE, voicesFolder: here.folder });
const digest = ({ pcm }: Speech): string => createHash('sha256').update(pcm).digest('hex');
const children = (): readonly number[] => processesNaming(`hibari-child.js ${process.pid}`);

describe('a voice of hibari', () => {
  let slot: SpeechEngine;
  beforeAll(async () => {
    here.folder = await realVoiceFolder(SMALL_VOICE);
    here.empty = await mkdtemp(join(tmpdir(), 'e2a-hibari-'));
    // No program can be found from here on: the voice needs none.
    process.env['PATH'] = here.empty;
    slot = await openSpeechEngine(request());
  });
  afterAll(async () => {
    await slot.close();
    process.env['PATH'] = here.path;
    await rm(here.empty, { recursive: true, force: true });
  });

  const say = (text: string, seed = 7): Promise<Speech> => slot.speak({ text, seed, speed: 1 }, never);

  it('says what it is made of, and that it reads by itself', async () => {
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(HIBARI_ENGINE_VERSION).toBe(`onnxruntime-${dependencies['onnxruntime-node']}/1`);
    expect(slot.profile).toMatchObject({ language: 'en-us', phonemiser: 'english-phonemes 1' });
    expect(slot.profile.licence).toMatch(/Apache/);
    expect((await describeProfile(request())).id).toBe(slot.profile.id);
  });

  it('gives one seed one sound in another process, too, and another seed another', async () => {
    const other = await openSpeechEngine(request());
    try {
      await other.speak({ text: 'Something else before it.', seed: 3, speed: 1 }, never);
      const there = digest(await other.speak({ text: SENTENCE, seed: 7, speed: 1 }, never));
      expect(there).toBe(digest(await say(SENTENCE)));
      expect(there).not.toBe(digest(await say(SENTENCE, 8)));
    } finally {
      await other.close();
    }
  });

  it('knows where its words are: loud where one is, quiet before the first and behind the last', async () => {
    const { pcm, sampleRate, words } = await say(SENTENCE);
    const level = (from: number, to: number): number =>
      Math.sqrt(pcm.subarray(from, to).reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, to - from));
    const marks = words ?? [];
    expect([sampleRate, marks.length, pcm.length % HOP_SAMPLES]).toEqual([SAMPLE_RATE, wordsOf(SENTENCE).length, 0]);
    const spoken = marks.filter((_, index) => /\p{L}/u.test(wordsOf(SENTENCE)[index] ?? ''));
    for (const { from, to } of spoken) expect(level(from, to)).toBeGreaterThan(0.01);
    expect(level(0, (marks[0]?.from ?? 0) - SAMPLE_RATE / 20)).toBeLessThan(0.005);
    expect(level((marks.at(-1)?.to ?? 0) + SAMPLE_RATE / 5, pcm.length)).toBeLessThan(0.005);
    // "lighthouse" is said longer than "the" before it.
    const seconds = marks.map(({ from, to }) => (to - from) / SAMPLE_RATE);
    expect(seconds[1]).toBeGreaterThan(3 * (seconds[0] ?? 0));
  });

  it('keeps its words through several calls and given sounds', async () => {
    const text = `${SENTENCE} `.repeat(5) + pronounced('Cholmondeley', 'ˈtʃʌmli');
    const { pcm, words, skipped } = await say(text);
    expect([words?.length, skipped]).toEqual([wordsOf(text).length, []]);
    expect(words?.at(-1)?.to).toBeLessThanOrEqual(pcm.length);
    expect(words?.at(-1)?.from).toBeGreaterThan(0.9 * pcm.length);
  });

  it('tells the sounds of a text, strange words among them, without a voice being loaded', async () => {
    const told = await phonemesOf(request(), 'Then the ships of Quillfeather passed.');
    expect(told).toMatchObject({ phonemes: expect.stringMatching(/^ðˈɛn ðə ʃˈɪps ʌv \S+ pˈæst\.$/), skipped: [] });
    expect(children()).toHaveLength(1);
  });

  it('is replaced when its process dies, and reads strange words as before', async () => {
    const expected = digest(await say('Brandlewicks of Zorrowmere.'));
    const lost = say(SENTENCE);
    for (const pid of children()) process.kill(pid, 'SIGKILL');
    await expect(lost).rejects.toMatchObject({ name: 'RetryableError' });
    expect(digest(await say('Brandlewicks of Zorrowmere.'))).toBe(expected);
    expect((await say('Drumblethwaite, Ostervane and Quorrick.')).skipped).toEqual([]);
  });
});
