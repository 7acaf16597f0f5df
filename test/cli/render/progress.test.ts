import { describe, expect, it } from 'vitest';
import { changeLine, changesBetween } from '../../../src/cli/render/changes.js';
import { jobView } from '../../../src/cli/render/job-view.js';
import { progressDesk } from '../../../src/cli/progress-desk.js';
import { progressBlock } from '../../../src/cli/render/progress-block.js';
import {
  type ChapterStatus,
  type JobStatus,
  NO_PACE,
  observe,
  type Pace,
  secondsLeft,
  speedOf,
} from '../../../src/client/index.js';
import { createManualClock } from '../../cluster/runtime/manual-clock.js';
import { fakeScreen } from '../fake-terminal.js';

const plain = (_style: string, text: string): string => text;

const chapter = (n: number, state: string, percent = 0): ChapterStatus => ({
  n,
  id: `ch-00${n}`,
  title: `Chapter ${n}`,
  state,
  percent,
  characters: 1000,
  nodes: [],
  attempts: 0,
  failure: null,
  heard: null,
});

const status = (over: Partial<JobStatus> = {}): JobStatus => ({
  job: 'a-tale-7f3a',
  title: 'A Tale',
  state: 'converting',
  priority: 'p1',
  paused: false,
  percent: 0,
  characters: 3000,
  charactersDone: 0,
  chapters: [],
  voices: [],
  files: [],
  rendition: null,
  cover: false,
  facts: null,
  missing: [],
  warnings: [],
  failure: null,
  waitingFor: null,
  turns: { book: 1 },
  ...over,
});

describe('what is worth a line', () => {
  const lines = (before: JobStatus | null, after: JobStatus) => changesBetween(before, after).map(changeLine);
  const reading = status({ state: 'reading' });
  const speaking = status({ chapters: [chapter(1, 'speaking'), chapter(2, 'waiting')] });

  it('a pause and its end', () => {
    const paused = { ...speaking, paused: true };
    expect(lines(speaking, paused)).toEqual(['A Tale: paused']);
    expect(lines(paused, speaking)).toEqual(['A Tale: speaking']);
    expect(changesBetween(speaking, paused)).toMatchObject([{ type: 'job', state: 'converting', paused: true }]);
    expect(progressBlock(paused, { speed: null, secondsLeft: null }, 80, plain)[0]).toBe('A Tale · paused');
  });

  it.each([
    { name: 'the first look', before: null, after: reading, told: ['A Tale: reading the book'] },
    { name: 'nothing new', before: speaking, after: { ...speaking, percent: 9 }, told: [] },
    {
      name: 'speaking begins: the job before its chapters',
      before: reading,
      after: speaking,
      told: ['A Tale: speaking', 'chapter 1 of 2 speaking: Chapter 1'],
    },
    {
      name: 'one chapter out of a book: its number is the book’s',
      before: reading,
      after: status({ chapters: [chapter(7, 'speaking')] }),
      told: ['A Tale: speaking', 'chapter 7 speaking: Chapter 7'],
    },
    {
      name: 'the last chapter ends: the chapter before the job',
      before: speaking,
      after: status({ state: 'mastering', chapters: [chapter(1, 'joined'), chapter(2, 'joined')] }),
      told: [
        'chapter 1 of 2 joined: Chapter 1',
        'chapter 2 of 2 joined: Chapter 2',
        'A Tale: evening out the loudness',
      ],
    },
    {
      name: 'it waits',
      before: speaking,
      after: { ...speaking, waitingFor: 'a node that speaks joe (piper)' },
      told: ['waiting for a node that speaks joe (piper)'],
    },
    {
      name: 'a job without a title yet',
      before: null,
      after: status({ state: 'new', title: '' }),
      told: ['a-tale-7f3a: submitted'],
    },
  ])('$name', ({ before, after, told }) => {
    expect(lines(before, after)).toEqual(told);
  });

  it('it waits on: told once', () => {
    const waits = { ...speaking, waitingFor: 'x' };
    expect(lines(waits, waits)).toEqual([]);
  });
});

describe('pace', () => {
  const seen = (...looks: readonly (readonly [seconds: number, characters: number])[]): Pace =>
    looks.reduce((pace, [seconds, characters]) => observe(pace, seconds * 1000, characters), NO_PACE);

  it.each([
    { name: 'nothing seen', pace: seen(), left: null, speed: null },
    { name: 'one look', pace: seen([0, 0]), left: null, speed: null },
    { name: 'two seconds: no word yet', pace: seen([0, 0], [2, 300]), left: null, speed: null },
    { name: 'ten seconds: a speed, no time left', pace: seen([0, 0], [10, 1500]), left: null, speed: 10 },
    { name: 'twenty seconds: both', pace: seen([0, 0], [20, 3000]), left: 20, speed: 10 },
    { name: 'loading does not count as slow', pace: seen([0, 0], [60, 0], [80, 3000]), left: 20, speed: 10 },
    { name: 'what was done before we looked does not count', pace: seen([0, 9000], [20, 12000]), left: 20, speed: 10 },
    {
      name: 'only the last minute counts',
      pace: seen([0, 0], [100, 300], [130, 3300], [160, 6300]),
      left: 30,
      speed: 6.67,
    },
  ])('$name', ({ pace, left, speed }) => {
    expect(secondsLeft(pace, { characters: 3_000, charactersDone: 0 })).toEqual(
      left === null ? null : expect.closeTo(left, 1),
    );
    expect(speedOf(pace, 15)).toEqual(speed === null ? null : expect.closeTo(speed, 1));
  });

  it('tells no time left when nothing is left', () => {
    expect(secondsLeft(seen([0, 0], [20, 3000]), { characters: 3_000, charactersDone: 3_000 })).toBeNull();
  });

  it('is the same whether one looks on or a hundred do', () => {
    let pace = NO_PACE;
    for (let ms = 0; ms <= 30_000; ms += 10) pace = observe(pace, ms, ms / 10);
    expect(secondsLeft(pace, { characters: 3_000, charactersDone: 0 })).toBeCloseTo(30, 0);
  });

  it('keeps a bounded number of looks', () => {
    let pace = NO_PACE;
    for (let n = 0; n < 10_000; n++) pace = observe(pace, n, n);
    expect(pace.samples.length).toBeLessThan(300);
  });
});

describe('the live block', () => {
  const block = (columns: number, over: Partial<JobStatus> = {}) =>
    progressBlock(
      status({
        percent: 42.5,
        chapters: [chapter(1, 'encoded', 100), chapter(2, 'speaking', 31.7), chapter(3, 'waiting')],
        ...over,
      }),
      { speed: 9.84, secondsLeft: 190 },
      columns,
      plain,
    );

  it('shows book, bar, speed, time left and the chapters at work', () => {
    expect(block(100)).toEqual([
      'A Tale · speaking',
      '█████████████░░░░░░░░░░░░░░░░░  42.5 %  1/3 chapters  9.8 × real time  3 min left',
      '   31 %  2. Chapter 2',
    ]);
  });

  it.each([20, 40, 60, 79])('is never wider than a terminal of %i columns', (columns) => {
    const wide = { title: '吾輩は猫である'.repeat(10), waitingFor: 'a node that speaks '.repeat(9) };
    for (const line of block(columns, wide)) {
      const width = [...line].reduce((sum, character) => sum + (character > '\u2fff' ? 2 : 1), 0);
      expect(width).toBeLessThan(columns);
    }
  });

  it('names at most six chapters and counts the rest', () => {
    const many = Array.from({ length: 9 }, (_, index) => chapter(index + 1, 'speaking'));
    const lines = block(100, { chapters: many });
    expect(lines).toHaveLength(2 + 6 + 1);
    expect(lines.at(-1)).toContain('and 3 more');
  });
});

describe('the view of a job', () => {
  const event = { job: 'a-tale-7f3a', type: 'chapter-joined', text: 'Chapter 1 is spoken.', at: 5, seq: 1 };
  const show = (json: boolean, isTerminal: boolean) => {
    const out = fakeScreen();
    const words = fakeScreen(isTerminal, 60);
    const clock = createManualClock();
    const progress = progressDesk(() => undefined);
    const view = jobView({ json, out, words, clock, progress, charactersPerSecond: 15 });
    view.show({ status: status({ chapters: [chapter(1, 'speaking')] }), events: [] });
    view.show({ status: status({ percent: 50, chapters: [chapter(1, 'joined', 97)] }), events: [event] });
    view.end();
    return { out: out.written(), words: words.written() };
  };

  it('in a pipe: a line per change, no escape codes, nothing on stdout', () => {
    expect(show(false, false)).toEqual({
      out: '',
      words: 'A Tale: speaking\nchapter 1 of 1 speaking: Chapter 1\nchapter 1 of 1 joined: Chapter 1\n',
    });
  });

  it('as JSON: NDJSON on stdout, every line with its version and type, nothing on stderr', () => {
    const { out, words } = show(true, true);
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(words).toBe('');
    expect(lines.map(({ v, type }) => `${v} ${type}`)).toEqual([
      '1 job',
      '1 chapter',
      '1 progress',
      '1 event',
      '1 chapter',
      '1 progress',
    ]);
    expect(lines[3]).toEqual({
      v: 1,
      type: 'event',
      seq: 1,
      event: 'chapter-joined',
      job: 'a-tale-7f3a',
      at: 5,
      text: 'Chapter 1 is spoken.',
    });
    expect(lines[5]).toMatchObject({ state: 'converting', percent: 50 });
  });

  it('in a pipe says that it lives when nothing has happened for half a minute, not more often', async () => {
    const { view, words, clock } = looking({ json: false });
    view.show({ status: status({ percent: 1 }), events: [] });
    for (let second = 0; second < 65; second++) {
      await clock.advance(1_000);
      view.show({ status: status({ percent: 2.5 }), events: [] });
    }
    expect(words.written().split('\n')).toEqual([
      'A Tale: speaking',
      'A Tale: speaking, 2.5 %',
      'A Tale: speaking, 2.5 %',
      '',
    ]);
  });

  it.each([
    { json: false, isTerminal: false },
    { json: true, isTerminal: false },
    { json: false, isTerminal: true },
  ])('answers who asks for progress with a line on stderr: $json, $isTerminal', (kind) => {
    const { view, words, progress, told } = looking(kind);
    progress.ask();
    expect(words.written()).toBe('The job was not seen yet.\n');
    const chapters = [chapter(1, 'joined', 97), chapter(2, 'speaking', 40)];
    view.show({ status: status({ percent: 42.2, chapters, waitingFor: 'rain' }), events: [] });
    progress.ask();
    expect(words.written()).toMatch(/A Tale: speaking, 42\.2 %, 1\/2 chapters, waiting for rain\n$/);
    view.end();
    progress.ask();
    expect(told).toEqual(['idle']);
  });

  function looking({ json, isTerminal = false }: { readonly json: boolean; readonly isTerminal?: boolean }) {
    const words = fakeScreen(isTerminal, 60);
    const clock = createManualClock();
    const told: string[] = [];
    const progress = progressDesk(() => told.push('idle'));
    const view = jobView({ json, out: fakeScreen(), words, clock, progress, charactersPerSecond: 15 });
    return { view, words, clock, progress, told };
  }

  it('on a terminal: drawn in place, and gone at the end', () => {
    const { words } = show(false, true);
    expect(words).toContain('\u001b[3F\u001b[J');
    expect(words.endsWith('\u001b[J')).toBe(true);
  });
});
