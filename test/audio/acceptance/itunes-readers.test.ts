import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLOCK_HZ } from '../../../src/audio/index.js';
import { makeBook } from '../support/books.js';
import { chirp } from '../support/sounds.js';
import { FULL_TAGS } from './finished-book.js';

/** A Python that has mutagen (`pip install mutagen`); there is no other use of Python in the tests. */
const PYTHON = process.env['E2A_TEST_PYTHON'] ?? 'python3';
const HAS_MUTAGEN = spawnSync(PYTHON, ['-c', 'import mutagen']).status === 0;
const HAS_PARSLEY = spawnSync('AtomicParsley', ['-v']).error === undefined;

const AS_JSON = `
import json, sys
from mutagen.mp4 import MP4
def plain(value):
    if isinstance(value, bytes): return value.decode('utf-8') if len(value) < 5000 else len(value)
    if isinstance(value, (list, tuple)): return [plain(v) for v in value]
    return value
file = MP4(sys.argv[1])
tags = {key: plain(value) for key, value in file.tags.items() if key != 'covr'}
tags['covr'] = [int(cover.imageformat) for cover in file.tags['covr']]
print(json.dumps({'tags': tags, 'chapters': [[c.start, c.title] for c in file.chapters]}))
`;
/** How mutagen numbers JPEG. */
const JPEG = 13;

const made = { folder: '', path: '' };
const titles = ['One', '第二章', 'a = b; #c'];

beforeAll(async () => {
  if (!HAS_MUTAGEN && !HAS_PARSLEY) return;
  made.folder = await mkdtemp(join(tmpdir(), 'e2a-audio-'));
  const chapters = titles.map((title, i) => ({ title, sound: chirp(CLOCK_HZ, i + 1) }));
  const coverPath = join(import.meta.dirname, '../../../samples/the-lighthouse-clock/OEBPS/cover.png');
  made.path = (await makeBook(made.folder, chapters, { tags: FULL_TAGS, coverPath })).path;
});
afterAll(() => (made.folder === '' ? undefined : rm(made.folder, { recursive: true })));

/** What is missing is named where `npm test` lists what it skipped. */
const orSkipped = (has: boolean, install: string): string => (has ? '' : ` (not installed here: ${install})`);

describe.runIf(HAS_MUTAGEN)(`mutagen, a reader of iTunes’ tags${orSkipped(HAS_MUTAGEN, 'pip install mutagen')}`, () => {
  it('reads every tag, the cover and the chapters', () => {
    const { stdout, stderr } = spawnSync(PYTHON, ['-c', AS_JSON, made.path], { encoding: 'utf8' });
    expect(stderr).toBe('');
    const { tags, chapters } = JSON.parse(stdout) as { tags: Record<string, unknown>; chapters: unknown };
    const named = (name: string) => tags[`----:com.apple.iTunes:${name}`];
    expect(tags).toMatchObject({
      '©nam': [FULL_TAGS.title],
      '©alb': [FULL_TAGS.title],
      '©ART': [FULL_TAGS.authors.join(', ')],
      aART: [FULL_TAGS.authors.join(', ')],
      '©wrt': [FULL_TAGS.narrator],
      '©nrt': [FULL_TAGS.narrator],
      '©pub': [FULL_TAGS.publisher],
      '©gen': ['Audiobook'],
      '©day': [FULL_TAGS.date],
      desc: [FULL_TAGS.description],
      ldes: [FULL_TAGS.description],
      '©mvn': [FULL_TAGS.series],
      '©mvi': [3],
      tvsh: [FULL_TAGS.series],
      tven: ['3'],
      sonm: [FULL_TAGS.titleSort],
      soal: [`${FULL_TAGS.series} 03 - ${FULL_TAGS.titleSort}`],
      soar: [FULL_TAGS.authorSort],
      soaa: [FULL_TAGS.authorSort],
      soco: [FULL_TAGS.narrator],
      stik: [2],
      pgap: true,
      trkn: [[1, 1]],
      covr: [JPEG],
    });
    expect(
      ['SERIES', 'SERIES-PART', 'SUBTITLE', 'ISBN', 'ASIN', 'LANGUAGE', 'PUBLISHER', 'NARRATOR'].map(named),
    ).toEqual(
      [
        FULL_TAGS.series,
        '3',
        FULL_TAGS.subtitle,
        FULL_TAGS.isbn,
        FULL_TAGS.asin,
        FULL_TAGS.language,
        FULL_TAGS.publisher,
        FULL_TAGS.narrator,
      ].map((value) => [value]),
    );
    const padded = Math.ceil((CLOCK_HZ + 2_048) / 3_072) * 0.128;
    expect(chapters).toEqual(titles.map((title, i) => [expect.closeTo(i * padded, 6), title]));
  });
});

describe.runIf(HAS_PARSLEY)(`AtomicParsley, another${orSkipped(HAS_PARSLEY, 'apt install atomicparsley')}`, () => {
  it('reads the tags and knows an audiobook', () => {
    const { stdout } = spawnSync('AtomicParsley', [made.path, '-t'], { encoding: 'utf8' });
    for (const value of [FULL_TAGS.title, FULL_TAGS.narrator, FULL_TAGS.series, FULL_TAGS.isbn, 'Audiobook']) {
      expect(stdout).toContain(value);
    }
  });
});
