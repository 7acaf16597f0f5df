import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createClient, type VerifyEnd } from '../../src/client/index.js';
import { createMemoryCluster } from '../../src/cluster/memory/index.js';
import { CODES, TerminalError } from '../../src/core/index.js';
import { type Host, type HostRole, startHost, systemClock } from '../../src/host/index.js';
import type { Recogniser } from '../../src/speech/index.js';
import { eventually } from '../support/eventually.js';
import { writeNovel } from '../support/novel.js';
import { waitingEngine, waitingProfile } from './waiting-engine.js';

const TEST_MS = 60_000;
const NOVEL = { title: 'A Night Heard', chapters: 2, paragraphs: 1 };
const profile = waitingProfile('0123456789ab');
const never = new AbortController().signal;

describe('the role verify', { timeout: TEST_MS }, () => {
  const cluster = createMemoryCluster({ clock: systemClock });
  const client = createClient(cluster, systemClock);
  const hosts: Host[] = [];
  const asked: (readonly [language: string | null, seconds: number])[] = [];
  let workFolder = '';
  let job = '';

  const start = async (node: string, roles: readonly HostRole[], recogniser?: Recogniser): Promise<Host> => {
    const host = await startHost({
      ...{ cluster, roles, slots: 1, engine: 'waiting', voice: 'hum', voicesFolder: workFolder, workFolder, node },
      clock: systemClock,
      telemetry: { emit: () => undefined },
      openEngine: async () => waitingEngine(profile, () => 0),
      openRecogniser: recogniser && (async () => recogniser),
    });
    hosts.push(host);
    return host;
  };
  const hearing = (hear: () => string): Recogniser => ({
    transcribe: async (_path, language, seconds) => {
      asked.push([language, seconds]);
      return hear();
    },
    close: async () => undefined,
  });
  const verify = (chapters?: readonly number[]): Promise<VerifyEnd> =>
    client.verify(job, { chapters, limitMs: TEST_MS, signal: never });

  beforeAll(async () => {
    workFolder = await mkdtemp(join(tmpdir(), 'e2a-verify-'));
    const makers = await start('maker', ['book', 'synth']);
    const { id, engine, voice, licence } = profile;
    const settings = { profile: id, engine, voice, licence, chapters: null };
    const bytes = await writeNovel(NOVEL);
    job = (await client.submit({ bytes, fileName: 'n.epub', title: NOVEL.title, settings, force: false })).job;
    await eventually('the book', TEST_MS, async () => (await client.status(job))?.state === 'completed');
    await makers.stop(0);
    hosts.length = 0;
    await start('books', ['book']);
  }, TEST_MS);
  afterEach(async () => {
    await Promise.all(hosts.splice(1).map((host) => host.stop(0)));
    asked.length = 0;
  });
  afterAll(async () => {
    await Promise.all(hosts.map((host) => host.stop(0)));
    await rm(workFolder, { recursive: true, force: true });
  });

  it('leaves no engine open when its recogniser cannot be opened', async () => {
    let closed = 0;
    const engine = { ...waitingEngine(profile, () => 0), close: async () => void closed++ };
    const what = 'The recogniser is not installed.';
    const starting = startHost({
      ...{ cluster, roles: ['synth', 'verify'], slots: 2, engine: 'waiting', voice: 'hum', voicesFolder: workFolder },
      ...{ workFolder, node: 'half', clock: systemClock, telemetry: { emit: () => undefined } },
      openEngine: async () => engine,
      openRecogniser: () => Promise.reject(new Error(what)),
    });
    await expect(starting).rejects.toThrow(what);
    expect(closed).toBe(2);
  });

  it('tells which chapter could not be heard, and why', async () => {
    const what = 'The recogniser can make nothing of it.';
    const deaf = hearing(() => {
      throw new TerminalError({ code: CODES.recogniserFailed, what });
    });
    await start('deaf', ['verify'], deaf);
    const end = await verify([2]);
    expect(end).toMatchObject({ refused: null, heard: [], pending: [] });
    expect(end.failed).toMatchObject([{ failure: { code: CODES.recogniserFailed, what } }]);
    expect((await client.status(job))?.chapters.map(({ heard }) => heard?.progress)).toEqual([undefined, 'failed']);
  });

  it('hears a finished book, chapter by chapter, and names what was heard otherwise', async () => {
    await start(
      'ears',
      ['verify'],
      hearing(() => 'Nothing at all was like it.'),
    );
    const end = await verify();
    expect(end.heard.map(({ n }) => n)).toEqual([1, 2]);
    expect(end).toMatchObject({ refused: null, failed: [], pending: [], status: { state: 'completed' } });
    const [first] = end.heard;
    expect(first?.errors).toBeGreaterThan(0.8 * (first?.words ?? 0));
    expect(first?.report?.misheard[0]?.expected).not.toBe('');
    expect(asked.map(([language]) => language)).toEqual(['en', 'en']);
    expect(asked.every(([, seconds]) => seconds > 1)).toBe(true);
  });

  it('is not asked again for what it has heard', async () => {
    expect((await verify()).heard).toHaveLength(2);
    expect(asked).toEqual([]);
  });
});
