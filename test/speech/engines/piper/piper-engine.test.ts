import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { CODES } from '../../../../src/core/index.js';
import { openPiperEngine } from '../../../../src/speech/engines/piper/piper-engine.js';
import { PIPER_ENGINE_VERSION } from '../../../../src/speech/engines/piper/piper-kind.js';
import {
  describeProfile,
  openSpeechEngine,
  type Speech,
  type SpeechEngine,
  wordsOf,
} from '../../../../src/speech/index.js';
import { parseVoiceConfig } from '../../../../src/speech/voices/index.js';
import { processesNaming } from '../../../support/processes.js';
import { realVoiceFolder, VOICE } from '../../real-voice.js';

/** Models are loaded and spoken with in earnest, perhaps on a busy machine. */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const never = new AbortController().signal;
const SENTENCE = 'The lighthouse keeper counted the ships that passed in the night.';
const open: SpeechEngine[] = [];
const here = { folder: '', temporary: '' };

beforeAll(async () => {
  here.folder = await realVoiceFolder();
  here.temporary = await mkdtemp(join(tmpdir(), 'e2a-piper-'));
});
afterEach(() => Promise.all(open.splice(0).map((engine) => engine.close())));
afterAll(() => rm(here.temporary, { recursive: true, force: true }));

const request = () => ({ engine: 'piper', voice: VOICE, voicesFolder: here.folder });
async function engine(): Promise<SpeechEngine> {
  const opened = await openSpeechEngine(request());
  open.push(opened);
  return opened;
}
const digest = ({ pcm }: Speech): string => createHash('sha256').update(pcm).digest('hex');
const children = (): readonly number[] => processesNaming(`piper-child.js ${process.pid}`);

describe('a real voice', () => {
  let slot: SpeechEngine;
  beforeAll(async () => {
    slot = await openSpeechEngine(request());
  });
  afterAll(() => slot.close());

  it('speaks: plausible length, level and ends', async () => {
    const { pcm, sampleRate, skipped } = await slot.speak({ text: SENTENCE, seed: 7, speed: 1 }, never);
    const seconds = pcm.length / sampleRate;
    const peak = pcm.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    const rms = Math.sqrt(pcm.reduce((sum, sample) => sum + sample * sample, 0) / pcm.length);
    expect([sampleRate, skipped, pcm.every(Number.isFinite)]).toEqual([22_050, [], true]);
    expect(seconds / slot.estimateSeconds(SENTENCE)).toBeGreaterThan(0.7);
    expect(seconds / slot.estimateSeconds(SENTENCE)).toBeLessThan(1.4);
    expect(peak).toBeGreaterThan(0.1);
    expect(peak).toBeLessThan(1.2);
    expect(20 * Math.log10(rms)).toBeGreaterThan(-40);
    expect(20 * Math.log10(rms)).toBeLessThan(-12);
  });

  it('one text and one seed give one sound, in any process and after any other text', async () => {
    const second = await engine();
    expect(children()).toHaveLength(2);
    await second.speak({ text: 'Something else before it.', seed: 3, speed: 1 }, never);
    const [one, two] = [
      await slot.speak({ text: SENTENCE, seed: 7, speed: 1 }, never),
      await second.speak({ text: SENTENCE, seed: 7, speed: 1 }, never),
    ];
    expect(digest(one)).toBe(digest(two));
    expect(digest(await slot.speak({ text: SENTENCE, seed: 8, speed: 1 }, never))).not.toBe(digest(one));
  });

  it('knows where its words are: what is loud is inside them, and the pauses are not', async () => {
    const { pcm, sampleRate, words } = await slot.speak({ text: SENTENCE, seed: 7, speed: 1 }, never);
    expect(words).toHaveLength(wordsOf(SENTENCE).length);
    const level = (from: number, to: number): number =>
      Math.sqrt(pcm.subarray(from, to).reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, to - from));
    const marks = words ?? [];
    for (const { from, to } of marks) expect(level(from, to)).toBeGreaterThan(0.01);
    // "lighthouse" takes half a second, measured by hand; "The", "the" and "in" are short.
    const seconds = marks.map(({ from, to }) => (to - from) / sampleRate);
    expect(seconds[1]).toBeGreaterThan(0.35);
    expect(seconds[1]).toBeLessThan(0.7);
    expect(Math.max(seconds[0] ?? 1, seconds[4] ?? 1, seconds[9] ?? 1)).toBeLessThan(0.2);
    const often = `${SENTENCE} `.repeat(3).trim();
    const calls = await slot.speak({ text: often, seed: 7, speed: 1 }, never);
    expect(calls.words).toHaveLength(3 * marks.length);
    expect(calls.words?.at(-1)?.to).toBeGreaterThan(0.9 * calls.pcm.length);
  });

  it('says what is too long for one call in several, one after another', async () => {
    const once = (await slot.speak({ text: SENTENCE, seed: 7, speed: 1 }, never)).pcm.length;
    const often = (await slot.speak({ text: `${SENTENCE} `.repeat(5), seed: 7, speed: 1 }, never)).pcm.length;
    expect(often / once).toBeGreaterThan(4);
    expect(often / once).toBeLessThan(6);
  });

  it('takes one utterance after another, however they are asked for', async () => {
    const both = await Promise.all([
      slot.speak({ text: 'One.', seed: 1, speed: 1 }, never),
      slot.speak({ text: 'Two and two are four.', seed: 1, speed: 1 }, never),
    ]);
    expect(digest(both[0])).toBe(digest(await slot.speak({ text: 'One.', seed: 1, speed: 1 }, never)));
    expect(both[1].pcm.length).toBeGreaterThan(both[0].pcm.length);
  });

  it('refuses what cannot be said', async () => {
    await expect(slot.speak({ text: ' —!', seed: 1, speed: 1 }, never)).rejects.toMatchObject({
      failure: { code: CODES.speechRejected },
    });
  });

  it('describes itself the same with and without the model loaded', async () => {
    const profile = await describeProfile(request());
    expect(slot.profile).toEqual(profile);
    expect(profile).toMatchObject({
      voice: VOICE,
      language: 'en-us',
      phonemiser: expect.stringMatching(/^espeak-ng /),
    });
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(PIPER_ENGINE_VERSION).toBe(`onnxruntime-${dependencies['onnxruntime-node']}/3`);
  });
});

describe('a child that is lost', () => {
  it('fails the utterance, and is replaced by the next one', async () => {
    const slot = await engine();
    const expected = digest(await slot.speak({ text: SENTENCE, seed: 7, speed: 1 }, never));
    const lost = slot.speak({ text: SENTENCE, seed: 7, speed: 1 }, never);
    for (const pid of children()) process.kill(pid, 'SIGKILL');
    await expect(lost).rejects.toMatchObject({ name: 'RetryableError', message: expect.stringContaining('SIGKILL') });
    expect(digest(await slot.speak({ text: SENTENCE, seed: 7, speed: 1 }, never))).toBe(expected);
  });

  it('is not missed after an abort', async () => {
    const slot = await engine();
    const controller = new AbortController();
    const speaking = slot.speak({ text: SENTENCE, seed: 7, speed: 1 }, controller.signal);
    setImmediate(() => controller.abort(new Error('cancelled')));
    await expect(speaking).rejects.toThrow('cancelled');
    expect((await slot.speak({ text: 'Again.', seed: 7, speed: 1 }, never)).pcm.length).toBeGreaterThan(0);
  });

  it('survives the signals a terminal sends to everybody', async () => {
    const slot = await engine();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) for (const pid of children()) process.kill(pid, signal);
    expect((await slot.speak({ text: 'Still here.', seed: 7, speed: 1 }, never)).pcm.length).toBeGreaterThan(0);
  });

  it('is gone when its slot is closed', async () => {
    const slot = await engine();
    await slot.close();
    expect(children()).toEqual([]);
    await expect(slot.speak({ text: 'Closed.', seed: 7, speed: 1 }, never)).rejects.toThrow('closed');
  });
});

it('three starts that fail break the host, in the child’s own words', async () => {
  const entry = join(here.temporary, 'broken.mjs');
  const log = join(here.temporary, 'starts');
  await writeFile(
    entry,
    `import { appendFileSync } from 'node:fs';
     appendFileSync(${JSON.stringify(log)}, 'x');
     console.error('GLIBC_9.99 not found');
     process.exit(1);`,
  );
  const slot = {
    facts: { ...(await describeProfile(request())), voiceDigest: '' },
    config: parseVoiceConfig('{"audio":{"sample_rate":22050},"phoneme_id_map":{}}', 'test'),
    model: 'none.onnx',
    phonemiser: { phonemise: async () => [], close: async () => undefined },
    entry,
  };
  await expect(openPiperEngine(slot)).rejects.toMatchObject({
    name: 'HostBrokenError',
    message: expect.stringContaining('GLIBC_9.99 not found'),
  });
  expect(readFileSync(log, 'utf8')).toBe('xxx');
});
