import { describe, expect, it } from 'vitest';
import type { Drawing } from '../../../src/cli/render/drawing.js';
import { findingsText } from '../../../src/cli/render/findings.js';
import { jobDocument, jobsDocument, jobsTable, jobText } from '../../../src/cli/render/jobs.js';
import { planTables, spokenText } from '../../../src/cli/render/plan.js';
import { notSpokenLines, notSpokenOf, reportSummary, reportText } from '../../../src/cli/render/report.js';
import { type Column, table } from '../../../src/cli/render/table.js';
import { cutTo, textWidth } from '../../../src/cli/render/width.js';
import type { JobStatus, ReadingReport } from '../../../src/client/index.js';
import { planDocument } from '../../../src/ordering/plan-document.js';
import { byteCount, duration } from '../../../src/ordering/words/durations.js';
import type { ChapterPlan, PlannedBook } from '../../../src/planning/index.js';
import { ruleChanges } from '../../../src/planning/planner/index.js';
import { jobStatusWith } from '../../support/job-status.js';

const plain = (text: string): string => text;
const PIPE: Drawing = { paintHeading: plain, columns: Number.POSITIVE_INFINITY };
const TERMINAL: Drawing = { paintHeading: plain, columns: 80 };

describe('words for amounts', () => {
  it.each([
    [0, '0 s'],
    [59.4, '59 s'],
    [60, '1 min'],
    [3_599, '1 h 00 min'],
    [3_600, '1 h 00 min'],
    [36_300, '10 h 05 min'],
    [-5, '0 s'],
  ])('%d s is %s', (seconds, text) => expect(duration(seconds)).toBe(text));
  it.each([
    [0, '0 B'],
    [1_023, '1023 B'],
    [1_536, '1.5 kB'],
    [63_201_294, '60.3 MB'],
  ])('%d bytes is %s', (bytes, text) => expect(byteCount(bytes)).toBe(text));
});

describe('width', () => {
  it.each([
    ['abc', 3],
    ['草枕', 4],
    ['e\u0301', 1],
    ['한국', 4],
    ['📖', 2],
  ])('%s takes %i columns', (text, columns) => expect(textWidth(text)).toBe(columns));
  it('cuts between characters and marks it', () => {
    expect([cutTo('abcdef', 4), cutTo('草枕草枕', 5), cutTo('abc', 3), cutTo('abc', 0)]).toEqual([
      'abc…',
      '草枕…',
      'abc',
      '',
    ]);
  });
});

describe('a table', () => {
  it('aligns by what is seen, and ends no line with blanks', () => {
    const rows = [
      { name: '草枕', n: 7 },
      { name: 'Walden', n: 12 },
    ];
    const columns = [
      { title: 'n', cell: (row: (typeof rows)[number]) => String(row.n), align: 'right' as const },
      { title: 'name', cell: (row: (typeof rows)[number]) => row.name },
    ];
    expect(table(columns, rows)).toBe(' n  name\n 7  草枕\n12  Walden\n');
    expect(table(columns, [])).toBe('');
  });

  describe('on a narrow screen', () => {
    const rows = [
      { id: 'moby-dick-7f3a', n: 1234567, why: 'a long reason that has many words', title: 'Call me Ishmael' },
    ];
    type Row = (typeof rows)[number];
    const columns: readonly Column<Row>[] = [
      { title: 'job', cell: ({ id }) => id },
      { title: 'n', cell: ({ n }) => String(n), align: 'right' },
      { title: 'why', cell: ({ why }) => why },
      { title: 'title', cell: ({ title }) => title, narrows: true },
    ];
    const at = (screen: number): string => table(columns, rows, (text) => text, screen).split('\n')[1] ?? '';

    it.each([
      [99, 'moby-dick-7f3a  1234567  a long reason that has many words  Call me Ishmael'],
      [72, 'moby-dick-7f3a  1234567  a long reason that has many words  Call me Ish…'],
      [52, 'moby-dick-7f3a  1234567  a long reaso…  Call me Ish…'],
      [45, 'moby-dick-7…  1234567  a long re…  Call me I…'],
      [30, 'moby-dick-7…  1234567  a long…'],
    ])('of %i columns: what may give way does first, the name last, numbers never', (screen, line) => {
      expect(textWidth(at(screen))).toBeLessThanOrEqual(screen);
      expect(at(screen)).toBe(line);
    });
  });
});

const STATUS: JobStatus = jobStatusWith({
  chapters: [
    {
      ...{ n: 1, id: 'ch-001', title: 'One', state: 'speaking', percent: 25, characters: 1000, heard: null },
      ...{ nodes: [], attempts: 0, failure: null },
    },
  ],
});

describe('a job', () => {
  it('as JSON has the keys of the contract, and no others while all is well', () => {
    expect(jobDocument(STATUS)).toEqual({
      job: 'a-tale-7f3a',
      state: 'converting',
      percent: 12.5,
      chapters: [{ n: 1, title: 'One', state: 'speaking', percent: 25, nodes: [], attempts: 0 }],
      files: [],
    });
  });
  it('as JSON says what is wrong when something is', () => {
    const failure = { code: 'E2A-1008', what: 'It burned.' };
    expect(jobDocument({ ...STATUS, failure, missing: ['One'], waitingFor: 'rain' })).toMatchObject({
      failure,
      missing: ['One'],
      waitingFor: 'rain',
    });
  });
  it('as text', () => {
    const file = { name: 'A Tale.m4b', object: 'o', bytes: 1_536, digest: 'd' };
    const text = jobText(
      { ...STATUS, state: 'partial', files: [file], missing: ['Two (the whole chapter)'] },
      '',
      PIPE,
    );
    expect(text).toContain(
      'A Tale  a-tale-7f3a\npartial, 12.5 %\nmissing: Two (the whole chapter)\nA Tale.m4b  1.5 kB',
    );
    expect(text).toContain('1  One      speaking  25');
  });
  it('says of its chapters who spoke them and how often they were asked for again, where there is room', () => {
    const [one] = STATUS.chapters;
    if (one === undefined) throw new Error('a status without chapters');
    const failure = { code: 'E2A-3001', what: 'no ffmpeg' };
    const chapters = [
      { ...one, nodes: ['b', 'a'], attempts: 3 },
      { ...one, n: 2, title: 'Two', state: 'failed', failure },
    ];
    const job = { ...STATUS, chapters };
    expect(jobDocument(job)).toMatchObject({ chapters: [{ nodes: ['b', 'a'], attempts: 3 }, { failure }] });
    const lines = jobText(job, '', TERMINAL)
      .split('\n')
      .map((line) => line.replaceAll(/ +/g, ' ').trim());
    expect(lines).toContain('# chapter state % again node');
    expect(lines).toContain('1 One speaking 25 3 a, b');
    expect(jobText(job, '', { ...TERMINAL, columns: 79 })).not.toContain('again');
    expect(jobText({ ...job, chapters: [{ ...one, nodes: ['a'] }] }, '', TERMINAL)).not.toContain('node');
  });
  it('names its voices', () => {
    const own = { engine: 'piper', profile: 'p', isNeeded: true };
    const voices = [
      { ...own, language: null, voice: 'joe' },
      { ...own, language: 'fr', voice: 'siwis' },
    ];
    const first = '12.5 %\nvoice joe (piper), for French siwis (piper)\nwaiting for rain\n';
    expect(jobText({ ...STATUS, voices, waitingFor: 'rain' }, '', PIPE)).toContain(first);
    expect(jobDocument({ ...STATUS, voices })).toMatchObject({
      voices: [
        { language: null, engine: 'piper', voice: 'joe' },
        { language: 'fr', engine: 'piper', voice: 'siwis' },
      ],
    });
  });
  it('says priority and pausing where they are not as usual', () => {
    const resting: JobStatus = { ...STATUS, paused: true, priority: 'p0' };
    expect(jobText(resting, '', PIPE)).toContain('paused (converting), 12.5 %, priority p0\n');
    expect(jobDocument(resting)).toMatchObject({ state: 'converting', paused: true, priority: 'p0' });
    expect(jobsTable([{ status: resting, updatedAt: 0, orderedAt: null }], 0, PIPE)).toContain('paused  p0');
    expect(jobsDocument([{ status: resting, updatedAt: 0, orderedAt: null }])).toMatchObject({
      jobs: [{ paused: true, submittedAt: null, updatedAt: '1970-01-01T00:00:00.000Z' }],
    });
    expect(jobText({ ...STATUS, state: 'new' }, '', PIPE)).toContain('submitted, 12.5 %');
  });
  it('that was stopped is not said to be spoken', () => {
    expect(jobText({ ...STATUS, state: 'cancelled' }, '', PIPE)).toContain('1  One      begun  25');
    expect(jobText({ ...STATUS, paused: true }, '', PIPE)).toContain('1  One      speaking  25');
  });
  it('in the list', () => {
    expect(jobsTable([{ status: STATUS, updatedAt: 1_000, orderedAt: null }], 121_000, PIPE)).toBe(
      'job          state       priority   %    changed  title\na-tale-7f3a  converting  p1        12  2 min ago  A Tale\n',
    );
  });
});

const PLANNED: PlannedBook = {
  plan: {
    book: { title: 'A Tale', authors: ['A. Writer'], language: 'en' },
    cover: null,
    chapters: [
      {
        id: 'ch-001',
        n: 1,
        title: 'One',
        kind: 'chapter',
        words: 2,
        characters: 11,
        seconds: 90,
        segments: 1,
        plan: 'p1',
      },
    ],
    leftOut: [{ what: 'Contents', why: 'contents', characters: 40 }],
    warnings: ['The metadata says French; the text is English.'],
  },
  chapterPlans: new Map([
    [
      'p1',
      {
        v: 1,
        chapter: 'ch-001',
        title: 'One',
        kind: 'chapter',
        language: 'en',
        leadSamples: 0,
        tailSamples: 0,
        segments: [
          { key: 'k', characters: 11, utterances: [{ text: 'Hello 2 you.', spoken: 'Hello two you.', pauseAfter: 0 }] },
        ],
      },
    ],
  ]),
  cover: null,
  otherLanguages: [],
  wordsFound: [],
};

const OTHERS = [
  { language: 'fr', words: 1_240, chapters: 12, voice: null },
  { language: 'de', words: 3, chapters: 1, voice: { engine: 'piper', voice: 'thorsten' } },
];

describe('a plan', () => {
  it('as JSON has exactly the keys of the contract', () => {
    const choice = { include: ['front'], exclude: [], notes: 'end' } as const;
    const entry = { word: 'Ann', said: { type: 'words', text: 'Anne' }, language: null } as const;
    const words = [{ list: { path: '/mine.txt', entries: [entry] }, entry, found: 3 }];
    const remarks = { notes: ['A plan file was used.'], languages: OTHERS };
    expect(planDocument({ planned: PLANNED, reading: { choice }, words }, remarks)).toEqual({
      book: { title: 'A Tale', authors: ['A. Writer'], language: 'en' },
      reading: { include: ['front'], exclude: [], notes: 'end' },
      pace: { speed: 1, pauses: {} },
      lexicon: [{ list: '/mine.txt', word: 'Ann', said: entry.said, language: null, found: 3 }],
      otherLanguages: OTHERS,
      chapters: [{ n: 1, title: 'One', kind: 'chapter', words: 2, characters: 11, seconds: 90 }],
      leftOut: [{ what: 'Contents', why: 'contents', characters: 40 }],
      warnings: ['The metadata says French; the text is English.', 'A plan file was used.'],
    });
  });
  it('as text names book, chapters, what is left out, and warnings', () => {
    const text = planTables(PLANNED, [], OTHERS, PIPE);
    for (const part of [
      'A Tale by A. Writer (en)',
      '1  One',
      '1 chapter, 2 words, about 2 min',
      'other languages: French 1,240 words in 12 chapters (--voice-for fr=VOICE)\n                 German 3 words in 1 chapter (thorsten, piper)\n',
      'Contents',
      'note: The metadata',
    ])
      expect(text).toContain(part);
  });
  it('on a terminal is no wider than it: long titles give way', () => {
    const title = '「草枕」 or The Three-Cornered World, a Chapter Whose Title Has No End of Words in It';
    const [chapter] = PLANNED.plan.chapters;
    const chapters = [{ ...chapter, title, words: 1_234 }] as PlannedBook['plan']['chapters'];
    const leftOut = [{ what: title, why: 'contents' as const, characters: 12_345 }];
    const long = { ...PLANNED, plan: { ...PLANNED.plan, chapters, leftOut, warnings: [] } };
    const lines = planTables(long, [], [], TERMINAL).split('\n');
    expect(Math.max(...lines.map(textWidth))).toBe(80);
    expect(lines.filter((line) => line.includes('…'))).toHaveLength(2);
    expect(lines.find((line) => line.startsWith('1  '))).toMatch(/… {2}chapter {2}1,234 {2}2 min$/);
    expect(planTables(long, [], [], PIPE)).toContain(`1  ${title}  chapter`);
  });
  it('spoken: as the voice is given it', () => {
    expect(spokenText(PLANNED)).toBe('# 1. One\n\nHello two you.\n');
  });
  it('spoken, with the rules that changed it', () => {
    const utterances = [
      { text: 'At 12:30 he left.', spoken: 'At twelve thirty he left.', pauseAfter: 0 },
      { text: 'So be it.', spoken: 'So be it.', pauseAfter: 0 },
      { text: '', spoken: 'And more.', pauseAfter: 0 },
    ];
    const french = [{ text: '5 km', spoken: 'Cinq kilomètres', pauseAfter: 0 }];
    const [[name = '', chapter] = []] = PLANNED.chapterPlans;
    const segments = [
      { key: 'a', characters: 1, utterances },
      { key: 'b', language: 'fr', characters: 1, utterances: french },
    ];
    const chapterPlans = new Map([[name, { ...chapter, segments } as ChapterPlan]]);
    expect(spokenText({ ...PLANNED, chapterPlans }, ruleChanges)).toBe(
      [
        ...['# 1. One', '', 'At twelve thirty he left.', '  en/times: 12:30 → twelve thirty', 'So be it.', 'And more.'],
        ...['Cinq kilomètres', '  fr/units: km → kilomètres', '  fr/numbers: 5 → Cinq', ''],
      ].join('\n'),
    );
  });
});

describe('the reading report', () => {
  const report: ReadingReport = {
    leftOut: [
      { what: 'Licence', why: 'licence', characters: 12_000 },
      ...[1, 2, 3, 4].map((n) => ({ what: `Note ${n}`, why: 'note' as const, characters: 100 - n })),
      { what: 'ch7.xhtml', why: 'unreadable', characters: 0 },
      { what: 'Two', why: 'not-selected', characters: 9_000 },
    ],
    warnings: ['ch7.xhtml could not be read.'],
  };

  it('at the end of a book: numbers without what was not asked for, and each file that could not be read by name', () => {
    expect(notSpokenLines(report, 'e2a show JOB --report')).toBe(
      'Could not be read: ch7.xhtml\nNot spoken: 6 things, 12,390 characters (e2a show JOB --report)\n',
    );
    expect(notSpokenOf(report)).toEqual({ things: 6, characters: 12_390, unreadable: ['ch7.xhtml'] });
    expect(notSpokenLines({ leftOut: [], warnings: [] }, 'x')).toBe('');
    expect(notSpokenLines(null, 'x')).toBe('');
  });
  it('in short: the largest, and how much there is', () => {
    const text = reportSummary(report, 'e2a show JOB --report', PIPE);
    expect(text.split('\n')[1]).toBe('Licence     licence      12,000');
    expect(text).not.toContain('not-selected');
    expect(text).toContain('Not spoken: 6 things');
    expect(reportSummary(null, 'x', PIPE)).toBe('');
  });
  it('whole: everything, and the warnings', () => {
    const text = reportText(report, PIPE);
    for (const part of ['Two         not-selected       9,000', '7 things, 21,390 characters', 'note: ch7.xhtml could'])
      expect(text).toContain(part);
    expect(reportText({ leftOut: [], warnings: [] }, PIPE)).toBe('Every word of the book is spoken.\n');
  });
});

describe('what doctor found', () => {
  it('marks each, with the cure below what is missing', () => {
    const text = findingsText(
      [
        { name: 'ffmpeg', state: 'ok', found: '5.1' },
        { name: 'voice', state: 'missing', found: 'It is not there.', fix: 'e2a voices pull' },
        { name: 'cluster', state: 'skipped', found: 'none is configured' },
      ],
      (_style, part) => part,
    );
    expect(text).toBe(
      '✔ ffmpeg   5.1\n✖ voice    It is not there.\n           fix: e2a voices pull\n- cluster  none is configured\n',
    );
  });
});
