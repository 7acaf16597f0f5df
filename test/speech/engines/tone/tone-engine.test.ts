import { expect, it } from 'vitest';
import { CODES } from '../../../../src/core/index.js';
import { describeProfile, openSpeechEngine } from '../../../../src/speech/index.js';

const REQUEST = { engine: 'tone', voice: 'tone', voicesFolder: '/nowhere' };
const never = new AbortController().signal;

it('fifteen characters are one second of moderate sound that begins and ends with silence', async () => {
  const engine = await openSpeechEngine(REQUEST);
  const { pcm, sampleRate, skipped } = await engine.speak({ text: 'Down, down, dow', seed: 1, speed: 1 }, never);
  expect([pcm.length, sampleRate, skipped]).toEqual([24_000, 24_000, []]);
  expect([pcm[0], pcm.at(-1)].map((sample) => Math.abs(sample ?? 1))).toEqual([0, 0]);
  const peak = pcm.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  expect(peak).toBeGreaterThan(0.3);
  expect(peak).toBeLessThanOrEqual(0.5);
  expect(engine.estimateSeconds('Down, down, dow')).toBe(1);
});

it('the same text and seed sound the same; another text or seed does not', async () => {
  const engine = await openSpeechEngine(REQUEST);
  const say = async (text: string, seed: number) => (await engine.speak({ text, seed, speed: 1 }, never)).pcm;
  expect(await say('one two', 1)).toEqual(await say('one two', 1));
  expect(await say('one two', 1)).not.toEqual(await say('one six', 1));
  expect(await say('one two', 1)).not.toEqual(await say('one two', 2));
});

it.each([
  { voice: 'tone', from: 200, to: 1_000 },
  { voice: 'tone-high', from: 1_200, to: 2_000 },
])('$voice is known by its notes', async ({ voice, from, to }) => {
  const engine = await openSpeechEngine({ ...REQUEST, voice });
  const { pcm, sampleRate } = await engine.speak(
    { text: 'Down, down, down. Would the fall never come to an end?', seed: 7, speed: 1 },
    never,
  );
  let crossings = 0;
  for (let i = 1; i < pcm.length; i++) if ((pcm[i - 1] ?? 0) < 0 !== (pcm[i] ?? 0) < 0) crossings += 1;
  const hertz = (crossings * sampleRate) / pcm.length / 2;
  expect(hertz).toBeGreaterThan(from);
  expect(hertz).toBeLessThan(to);
});

it('two voices are two profiles', async () => {
  const ids = await Promise.all(
    ['tone', 'tone-high'].map(async (voice) => (await describeProfile({ ...REQUEST, voice })).id),
  );
  expect(new Set(ids).size).toBe(2);
});

it('refuses text in which nothing can be said, and a call that is aborted', async () => {
  const engine = await openSpeechEngine(REQUEST);
  await expect(engine.speak({ text: ' …! ', seed: 1, speed: 1 }, never)).rejects.toMatchObject({
    name: 'TerminalError',
    failure: { code: CODES.speechRejected },
  });
  await expect(
    engine.speak({ text: 'one', seed: 1, speed: 1 }, AbortSignal.abort(new Error('enough'))),
  ).rejects.toThrow('enough');
});

it('has a profile, the same one everywhere', async () => {
  const profile = await describeProfile(REQUEST);
  expect(profile).toEqual((await openSpeechEngine(REQUEST)).profile);
  expect(profile).toMatchObject({ engine: 'tone', voice: 'tone', phonemiser: 'none' });
  expect(profile.id).toMatch(/^[0-9a-f]{12}$/);
});

it('engines and voices that do not exist or do not fit are named', async () => {
  await expect(openSpeechEngine({ ...REQUEST, engine: 'toString' })).rejects.toMatchObject({ exitCode: 2 });
  await expect(openSpeechEngine({ ...REQUEST, engine: 'piper' })).rejects.toMatchObject({
    exitCode: 2,
    failure: { fix: '--engine tone' },
  });
  await expect(openSpeechEngine({ ...REQUEST, voice: 'en_US-nobody-low' })).rejects.toMatchObject({
    exitCode: 5,
    failure: { code: CODES.voiceUnknown, why: expect.stringContaining('en_') },
  });
});
