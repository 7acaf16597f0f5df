import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EpubCheck } from '@likecoin/epubcheck-ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLOCK_HZ, EXTRAS, type Rendition } from '../../src/audio/index.js';
import { createClient, type JobStatus } from '../../src/client/index.js';
import { createMemoryCluster } from '../../src/cluster/memory/index.js';
import type { Cluster } from '../../src/cluster/ports/index.js';
import { type Host, startHost, systemClock } from '../../src/host/index.js';
import { describeProfile, openSpeechEngine } from '../../src/speech/index.js';
import { decode, probe } from '../audio/support/books.js';
import { writeNovel } from '../support/novel.js';

const TEST_MS = 120_000;
const TITLE = 'A Short Night';
/** The EPUB says when it was ordered. */
const ORDERED_AT = Date.UTC(2026, 0, 31, 12);

describe('a book that becomes what was ordered', () => {
  let folder = '';
  let book: Uint8Array = new Uint8Array();
  let cluster: Cluster;
  let host: Host;
  let spoken = 0;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'e2a-renditions-'));
    await mkdir(join(folder, 'work'));
    book = await writeNovel({ title: TITLE, chapters: 2, paragraphs: 2 });
    cluster = createMemoryCluster({ clock: systemClock });
    host = await startHost({
      cluster,
      roles: ['book', 'synth'],
      slots: 1,
      engine: 'tone',
      voice: 'tone',
      voicesFolder: folder,
      workFolder: join(folder, 'work'),
      node: 'n1',
      version: '9.8.7',
      clock: systemClock,
      telemetry: { emit: () => undefined },
      openEngine: async (request) => {
        const engine = await openSpeechEngine(request);
        return {
          ...engine,
          speak: (...asked) => {
            spoken += 1;
            return engine.speak(...asked);
          },
        };
      },
    });
  });
  afterAll(async () => {
    await host.stop(1_000);
    await rm(folder, { recursive: true });
  });

  const make = async (rendition: Rendition, force = false): Promise<JobStatus> => {
    const {
      id: profile,
      engine,
      voice,
      licence,
    } = await describeProfile({
      engine: 'tone',
      voice: 'tone',
      voicesFolder: folder,
    });
    const settings = { profile, engine, voice, licence, chapters: null, rendition };
    const client = createClient(cluster, { ...systemClock, now: () => ORDERED_AT });
    const order = { bytes: book, fileName: 'novel.epub', title: TITLE, settings, force };
    const { job, afterTurn } = await client.submit(order);
    let last: JobStatus | null = null;
    for await (const { status } of client.watch(job, { signal: AbortSignal.timeout(TEST_MS), afterTurn }))
      last = status;
    if (last === null) throw new Error('no status was seen');
    expect(last).toMatchObject({ state: 'completed', failure: null, warnings: [] });
    return last;
  };

  /** Brings a job's files into a folder of their own. */
  const fetched = async ({ job, files }: JobStatus): Promise<string> => {
    const place = await mkdtemp(join(folder, `${job}-`));
    for (const file of files) {
      const parts: Uint8Array[] = [];
      for await (const part of (await cluster.audio.get(file.object)) ?? []) parts.push(part);
      const bytes = Buffer.concat(parts);
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(file.digest);
      await writeFile(join(place, file.name), bytes);
    }
    return place;
  };

  it('an MP3 with all that may lie beside it', { timeout: TEST_MS }, async () => {
    const rendition: Rendition = { format: 'mp3', split: 'none', extras: EXTRAS };
    const status = await make(rendition);
    const again = await make(rendition, true);
    expect(again.files).toEqual(status.files);
    expect(status.files.map(({ name }) => name)).toEqual([
      `${TITLE}.mp3`,
      'metadata.json',
      `${TITLE}.cue`,
      `${TITLE}.m3u8`,
      `${TITLE}.srt`,
      `${TITLE}.vtt`,
      `${TITLE}.words.srt`,
      `${TITLE}.words.vtt`,
      `${TITLE} (read along).epub`,
    ]);
    const place = await fetched(status);
    const read = (name: string): Promise<string> => readFile(join(place, name), 'utf8');
    const { chapters } = await probe(join(place, `${TITLE}.mp3`));
    const samples = (await decode(join(place, `${TITLE}.mp3`))).length;
    const known = JSON.parse(await read('metadata.json'));
    expect(known).toMatchObject({
      title: TITLE,
      e2a: { job: status.job, version: '9.8.7', voices: [{ engine: 'tone', voice: 'tone' }] },
    });
    expect(known.e2a.chapters.at(-1).end).toBe(samples);
    expect(known.chapters.map((chapter: { title: string }) => chapter.title)).toEqual(
      chapters.map(({ tags }) => tags.title),
    );
    expect(await read(`${TITLE}.cue`)).toContain('TRACK 02 AUDIO');
    const times = [...(await read(`${TITLE}.srt`)).matchAll(/(\d\d):(\d\d):(\d\d),(\d{3})/g)].map(
      ([, h, m, s, ms]) => Number(h) * 3_600_000 + Number(m) * 60_000 + Number(s) * 1_000 + Number(ms),
    );
    expect(times.length).toBeGreaterThan(20);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.at(-1)).toBeLessThanOrEqual((samples * 1_000) / CLOCK_HZ);
    expect((await read(`${TITLE}.words.srt`)).split('-->').length).toBeGreaterThan(times.length * 2);
    expect(await readdir(join(folder, 'work'))).toEqual([]);

    const checked = await EpubCheck.validate(await readFile(join(place, `${TITLE} (read along).epub`)));
    expect(checked.messages.filter(({ severity }) => severity !== 'info' && severity !== 'usage')).toEqual([]);
    expect(checked.valid).toBe(true);
  });

  it('an M4B for each chapter, numbered, with its captions, spoken by nobody again', { timeout: TEST_MS }, async () => {
    const before = spoken;
    const status = await make({ format: 'm4b', split: 'chapters', extras: ['srt', 'm3u'] });
    expect(spoken).toBe(before);
    expect(before).toBeGreaterThan(0);
    expect(status.files.map(({ name }) => name)).toEqual([
      '01 - Part 1 of the tale.m4a',
      '02 - Part 2 of the tale.m4a',
      `${TITLE}.m3u8`,
      '01 - Part 1 of the tale.srt',
      '02 - Part 2 of the tale.srt',
    ]);
    const place = await fetched(status);
    const second = await probe(join(place, '02 - Part 2 of the tale.m4a'));
    expect(second.format.tags).toMatchObject({ title: 'Part 2 of the tale', album: TITLE, track: '2/2' });
    const captions = await readFile(join(place, '02 - Part 2 of the tale.srt'), 'utf8');
    expect(captions).toMatch(/^1\n00:00:0\d,\d{3} --> /);
  });
});
