import { describe, expect, it } from 'vitest';
import type { JobVoice } from '../../../src/actors/index.js';
import { needsOf } from '../../../src/host/cast/index.js';

const voice = (profile: string, language: string | null = null, isNeeded = true): JobVoice => ({
  language,
  engine: 'tone',
  voice: `voice-${profile}`,
  profile,
  isNeeded,
});

type Job = Parameters<typeof needsOf>[0][number];
const job = (part: Partial<Job>): Job => ({ state: 'converting', paused: false, priority: 'p1', voices: [], ...part });
const namesOf = (jobs: readonly Job[]) => needsOf(jobs, []).map(({ profile }) => profile);

describe('the voices that jobs wait for', () => {
  it.each([
    { what: 'that are spoken', part: {}, names: ['a', 'b'] },
    { what: 'of a book that is being read: its own', part: { state: 'reading' }, names: ['a'] },
    { what: 'of a paused job: none', part: { paused: true }, names: [] },
    { what: 'of a finished job: none', part: { state: 'completed' }, names: [] },
    { what: 'while the file is put together: none', part: { state: 'assembling' }, names: [] },
  ] as const)('those $what', ({ part, names }) => {
    expect(namesOf([job({ voices: [voice('a'), voice('b', 'de')], ...part })])).toEqual(names);
  });

  it('what everything is spoken of is not needed', () => {
    expect(namesOf([job({ voices: [voice('a', null, false), voice('b', 'de')] })])).toEqual(['b']);
  });

  it('the urgent come first, equals in the order of their jobs, each once', () => {
    const jobs = [
      job({ voices: [voice('late')], priority: 'p2' }),
      job({ voices: [voice('a')] }),
      job({ voices: [voice('b')] }),
      job({ voices: [voice('a')] }),
      job({ voices: [voice('now')], priority: 'p0' }),
    ];
    expect(namesOf(jobs)).toEqual(['now', 'a', 'b', 'late']);
  });

  it('a voice that speaks one whole book and passages of another speaks whole books', () => {
    const jobs = [job({ voices: [voice('a'), voice('b', 'de')] }), job({ voices: [voice('b')] })];
    expect(needsOf(jobs, []).map(({ profile, isSecondary }) => [profile, isSecondary])).toEqual([
      ['a', false],
      ['b', false],
    ]);
    expect(needsOf([...jobs].reverse(), []).find(({ profile }) => profile === 'b')?.isSecondary).toBe(false);
  });

  it('counts what lies in the queue of each', () => {
    const depth = { priority: 'p1', redelivered: 0, oldestAt: null } as const;
    const depths = [
      { ...depth, class: 'speech-a', waiting: 3, leased: 2 },
      { ...depth, class: 'speech-a', priority: 'p0', waiting: 1, leased: 0 },
      { ...depth, class: 'media', waiting: 9, leased: 0 },
    ] as const;
    expect(needsOf([job({ voices: [voice('a')] })], depths)[0]?.segments).toBe(6);
  });
});
