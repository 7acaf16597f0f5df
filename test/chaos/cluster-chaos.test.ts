import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, systemClock } from '../../src/client/index.js';
import { processesNaming } from '../support/processes.js';
import { seededRandom } from '../support/random.js';
import { startChecker } from './checker.js';
import { settledFindings } from './scene.js';
import { startStorm } from './faults-of-chance.js';
import { audioOf, openCluster, submitAll, undisturbed, untilAllDone, writeBooks } from './orders.js';
import { type StormyCluster, startStormyCluster } from './stormy-cluster.js';

/** 0: the short form. */
const MINUTES = Number(process.env['E2A_CHAOS_MINUTES'] ?? 0);
const LONG = MINUTES > 0;
const SEED = Number(process.env['E2A_CHAOS_SEED'] ?? Date.now() % 1_000_000);
const AGAIN = `E2A_CHAOS_SEED=${SEED}${LONG ? ` E2A_CHAOS_MINUTES=${MINUTES}` : ''}`;
const TITLES = ['The Long Night', 'The Lamp', 'The Harbour'];
/** About 8 chapters of 10 paragraphs each take 4 minutes of a storm. */
const SIZE = LONG ? { chapters: Math.ceil(2 * MINUTES), paragraphs: 10 } : { chapters: 3, paragraphs: 4 };
/** About 100 characters an utterance. */
const MS_PER_CHARACTER = LONG ? 20 : 10;
const WEATHER = LONG
  ? { every: [1_000, 4_000] as const, deadCableMs: 30_000 }
  : { every: [600, 2_000] as const, deadCableMs: 5_000 };
/** Faults stop by then, so that a slow machine comes to an end. */
const STORM_MS = LONG ? MINUTES * 60_000 : 30_000;
/** From the last fault to the last book: what was lost in the worst moment is found by the reconciler after a minute. */
const RECOVERY_MS = LONG ? 600_000 : 240_000;
/** No put of these small files takes so long. */
const QUIET_MS = 5_000;
const TEST_MS = STORM_MS + 2 * RECOVERY_MS + 60_000;

describe(`a cluster in a storm (${AGAIN})`, () => {
  let folder = '';
  const stormy: { cluster?: StormyCluster } = {};
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'e2a-storm-'));
  });
  afterAll(async () => {
    await stormy.cluster?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('makes three books as an undisturbed one does, and leaves nothing behind', { timeout: TEST_MS }, async () => {
    const books = await writeBooks(TITLES, SIZE);
    const calm = await undisturbed(books, folder);

    const cluster = await startStormyCluster(join(folder, 'storm'), {
      books: 2,
      synths: 3,
      slotsEach: 2,
      msPerCharacter: MS_PER_CHARACTER,
    });
    stormy.cluster = cluster;
    const us = await openCluster(cluster.server.url);
    const checker = await startChecker(cluster.server.url);
    for (const member of cluster.members) cluster.raise(member);
    const client = createClient(us, systemClock);
    const jobs = await submitAll(client, books, folder);

    const startedAt = Date.now();
    const storm = startStorm(cluster, seededRandom(SEED), WEATHER);
    await untilAllDone(client, jobs, STORM_MS).catch(() => undefined);
    await storm.end();
    const calmedAt = Date.now();
    process.stderr.write(`chaos seed ${SEED}:\n  ${storm.log.join('\n  ')}\n`);
    await untilAllDone(client, jobs, RECOVERY_MS);
    const words = `${seconds(startedAt, calmedAt)} s of storm, ${storm.log.length} faults, ${seconds(calmedAt, Date.now())} s more to the last book`;
    process.stderr.write(`chaos seed ${SEED}: ${words}\n`);

    expect(await audioOf(client, jobs, join(folder, 'stormy'))).toEqual(calm);
    expect(cluster.deaths).toEqual([]);
    // A put that was killed leaves its chunks, which a host sweeps away when they have been left alone for an hour.
    const sweep = () => us.audio.sweep(Date.now() - QUIET_MS);
    expect(await settledFindings(checker, sweep)).toEqual([]);
    expect(await cluster.dismiss()).toEqual([]);
    expect(processesNaming(join(folder, 'storm'))).toEqual([]);
    await checker.close();
    await us.close();
  });
});

const seconds = (from: number, to: number): string => ((to - from) / 1000).toFixed(1);
