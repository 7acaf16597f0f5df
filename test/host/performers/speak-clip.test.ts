import { describe, expect, it } from 'vitest';
import { speakClip } from '../../../src/host/performers/speak-clip.js';
import { pronounced } from '../../../src/speech/index.js';
import { pretendVoice, secondsFor, sound } from './pretend-voice.js';

const planned = (...spoken: string[]) => spoken.map((text) => ({ text, spoken: text, pauseAfter: 100 }));
/** Samples of the clip clock that a mark may be off: a window of trimming does not move it, rounding does. */
const ROUNDING = 2;
/** Kept before the first sound. */
const LEAD = 0.03 * 24_000;

describe('the clip of a segment', () => {
  it('has its utterances one after another, and their words where they are heard', async () => {
    const texts = ['One two three.', `And ${pronounced('four', 'fɔː')}.`];
    const { voice } = pretendVoice(({ text }) => sound(text, 1.2));
    let free = 0;
    const clip = await speakClip(planned(...texts), voice, new Map(), () => void free++);
    expect(free).toBe(1);
    expect(clip.notes).toBeNull();
    const [first = 0, second = 0] = clip.utterances;
    expect(clip.pcm.length).toBe(first + second);
    const starts = clip.words.map((words) => words?.map(({ from }) => from) ?? []);
    const near = (samples: number): unknown => expect.closeTo(samples, -Math.log10(ROUNDING * 2));
    const third = (1.2 / 3) * 24_000;
    expect(starts).toEqual([
      [near(LEAD), near(LEAD + third), near(LEAD + 2 * third)],
      [near(first + LEAD), near(first + LEAD + 0.6 * 24_000)],
    ]);
    expect(clip.words.at(-1)?.at(-1)?.to).toBeLessThanOrEqual(clip.pcm.length);
  });

  it('tells which utterances were not said well at once, and what could not be said', async () => {
    const texts = ['All is well here.', 'Only the second seed.', 'It has to be cut, there is no way.', 'Far too long.'];
    const { voice } = pretendVoice(({ text, n }) => {
      const said = sound(text, secondsFor(text) * (text === 'Far too long.' ? 6 + n : 1));
      const isBad = (text === texts[1] && n === 0) || text === texts[2];
      const pcm = isBad ? new Float32Array(50 + n) : said.pcm;
      return { ...said, pcm, skipped: text === texts[0] ? ['☺', '☺', '†'] : [] };
    });
    const clip = await speakClip(planned(...texts), voice, new Map(), () => undefined);
    expect(clip.notes).toEqual({ retried: [1], split: [2], odd: [3], skipped: { '☺': 2, '†': 1 } });
    const halves = clip.words[2] ?? [];
    expect(halves).toHaveLength(9);
    expect(halves.toSorted((a, b) => a.from - b.from)).toEqual(halves);
  });

  it('has one word where the halves are parted inside one', async () => {
    const text = '彼は静かに立ち上がって、窓の外をじっと見つめていた。';
    const { voice } = pretendVoice((call) =>
      call.text === text ? { ...sound(call.text), pcm: new Float32Array(9 + call.n) } : sound(call.text),
    );
    const { words, utterances } = await speakClip(planned(text), voice, new Map(), () => undefined);
    expect(words[0]).toHaveLength(1);
    expect(words[0]?.[0]?.to).toBeGreaterThan((utterances[0] ?? 0) * 0.9);
  });

  it('has no words where the voice tells none, or tells too many', async () => {
    const { voice } = pretendVoice(({ text }) => ({
      ...sound(text),
      ...(text.startsWith('T') ? { words: null } : { words: [] }),
    }));
    const clip = await speakClip(planned('That is said.', 'And this, too.'), voice, new Map(), () => undefined);
    expect(clip.words).toEqual([null, null]);
  });

  it('begins the next utterance while the last is fitted, never two ahead', async () => {
    const order: string[] = [];
    const { voice, calls } = pretendVoice(({ text, n }) => {
      order.push(`${text} ${n}`);
      return text === 'One is said badly.' && n === 0 ? sound(text, 20) : sound(text);
    });
    await speakClip(planned('One is said badly.', 'Two comes next.', 'Three is last.'), voice, new Map(), () => {
      order.push('free');
    });
    expect(calls).toHaveLength(4);
    expect(order).toEqual([
      'One is said badly. 0',
      'Two comes next. 0',
      'One is said badly. 1',
      'Three is last. 0',
      'free',
    ]);
  });
});
