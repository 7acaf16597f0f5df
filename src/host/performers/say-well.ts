import { describeFault } from '../../audio/index.js';
import { fnv1a, RetryableError } from '../../core/index.js';
import { inHalves, plainText, type Speech, type SpeechEngine } from '../../speech/index.js';
import { type Heard, hear, isBearable, isGood } from './hearing.js';
import type { UsualLength } from './usual-length.js';

/** An engine, at work on one clip. */
export interface Voice {
  readonly engine: SpeechEngine;
  readonly speed: number;
  readonly usual: UsualLength;
  /** Tries of other attempts: each has seeds of its own. */
  readonly triesBefore: number;
  readonly signal: AbortSignal;
}

/** An utterance as it will be heard. */
export interface Said {
  /** One sound, or those of two halves. */
  readonly parts: readonly Heard[];
  /** The two halves' last and first word are one. */
  readonly cutsWord: boolean;
  readonly how: 'at-once' | 'retried' | 'split';
  /** The best of all tries, and still of an odd length. */
  readonly odd: boolean;
}

/** The seed patch's table has 2^20 places. */
const SEEDS = 2 ** 20;
/** Of one text, each with another seed: what fails three times fails by its text. */
export const TRIES_PER_TEXT = 3;
/** What failed for good is taken up again soon: by then another slot may be free for it. */
const RETRY_AFTER_MS = 100;

/** @param n of the try, from 0: the first one sounds the same wherever and whenever it is made */
export const say = ({ engine, speed, triesBefore, signal }: Voice, text: string, n: number): Promise<Speech> =>
  engine.speak({ text, seed: (fnv1a(text) + triesBefore + n) % SEEDS, speed }, signal);

/**
 * Says a text until it sounds right: by further seeds, then in two halves. When only its length stays odd, the best of it
 * is kept. Bounded: nine calls of the engine at most.
 * @param first the try that is under way
 * @throws RetryableError when none of it can be listened to; what the engine throws
 */
export async function sayWell(text: string, first: Promise<Speech>, voice: Voice): Promise<Said> {
  const whole = await trySeeds(text, first, voice);
  if (isGood(whole.best)) return { ...whole, parts: [whole.best], cutsWord: false, odd: false };
  const halves = await sayHalves(text, voice);
  if (halves?.parts.every(isGood) === true) return halves;
  if (isBearable(whole.best)) return { ...whole, parts: [whole.best], cutsWord: false, odd: true };
  if (halves?.parts.every(isBearable) === true) return { ...halves, odd: true };
  const faults = whole.best.faults.map(describeFault).join(', ');
  throw new RetryableError(`"${plainText(text)}" was spoken badly: ${faults}`, RETRY_AFTER_MS);
}

interface Tried {
  readonly best: Heard;
  readonly how: 'at-once' | 'retried';
}

async function trySeeds(text: string, first: Promise<Speech>, voice: Voice): Promise<Tried> {
  let speech = await first;
  let best = listen(speech, text, voice);
  for (let n = 1; n < TRIES_PER_TEXT && !isGood(best); n++) {
    const before = speech;
    speech = await say(voice, text, n);
    // To this engine a seed means nothing: it would say the same for ever. Silence says nothing of that.
    if (best.trimmed !== null && isSameSound(speech, before)) break;
    best = better(best, listen(speech, text, voice));
    if (isGood(best)) return { best, how: 'retried' };
  }
  return { best, how: 'at-once' };
}

async function sayHalves(text: string, voice: Voice): Promise<Said | null> {
  const halves = inHalves(text);
  if (halves === null) return null;
  const parts: Heard[] = [];
  for (const half of [halves.first, halves.second]) parts.push((await trySeeds(half, say(voice, half, 0), voice)).best);
  return { parts, cutsWord: halves.cutsWord, how: 'split', odd: false };
}

function listen(speech: Speech, text: string, { engine, speed, usual }: Voice): Heard {
  const estimate = engine.estimateSeconds(text) / speed;
  const heard = hear(speech, text, usual.expect(estimate));
  if (isBearable(heard)) usual.learn(heard.seconds, estimate);
  return heard;
}

/** Of two that can be listened to the one whose length is less odd. */
function better(one: Heard, other: Heard): Heard {
  if (isBearable(one) !== isBearable(other)) return isBearable(one) ? one : other;
  if (isGood(one) !== isGood(other)) return isGood(one) ? one : other;
  return other.oddness < one.oddness ? other : one;
}

const isSameSound = (one: Speech, other: Speech): boolean =>
  one.pcm.length === other.pcm.length && one.pcm.every((sample, index) => Object.is(sample, other.pcm[index]));
