import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ConnectedCluster, connectCluster, createClient, systemClock } from '../../src/client/index.js';
import { eventually } from '../support/eventually.js';
import { type HostLine, type HostProcess, startHostProcess } from '../support/host-process.js';
import { startNats } from '../support/nats.js';
import { submitAll, untilAllDone, writeBooks } from './orders.js';

/** Of the mailboxes, as the product ships them: what a dead host had taken is then another's. */
const LEASE_MS = 15_000;
/** For the turn itself and for telling us, on a busy machine. */
const SLACK_MS = 5_000;
const DONE_MS = 240_000;
const TEST_MS = 330_000;
/** A host that lives has taken a turn by then. */
const TURN_MS = 1_500;
const LOOKS_MAX = 20;

describe('a Book on two hosts', () => {
  it('goes on at the other when the one that took its last turn is killed', { timeout: TEST_MS }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'e2a-takeover-'));
    const server = await startNats({ syncAlways: true });
    const hosts: HostProcess[] = [];
    const start = (node: string, role: 'book' | 'synth', slots: number): HostProcess => {
      const base = { servers: server.url, workFolder: join(folder, node), msPerCharacter: 10 };
      const host = startHostProcess({ ...base, node, roles: [role], slots });
      hosts.push(host);
      return host;
    };
    const us = await connectCluster({ servers: server.url, name: 'e2a/test/takeover' });
    try {
      const books = [start('b1', 'book', 0), start('b2', 'book', 0)];
      start('s1', 'synth', 2);
      await Promise.all(hosts.map((host) => host.said((line) => line.type === 'ready')));
      const client = createClient(us, systemClock);
      const [job = ''] = await submitAll(
        client,
        await writeBooks(['Two Keepers'], { chapters: 2, paragraphs: 4 }),
        folder,
      );
      await eventually('some of the book', DONE_MS, async () => ((await client.status(job))?.percent ?? 0) > 0);

      const holder = await holderOf(job, us, books);
      const other = books.find((host) => host !== holder);
      holder.kill('SIGSTOP');
      await leaveTurnWith(other, job, us);
      const turns = turnsOf(other, job).length;
      holder.kill('SIGKILL');
      const killedAt = Date.now();
      await eventually('the next turn', 2 * LEASE_MS, () => turnsOf(other, job).length > turns);
      const took = Date.now() - killedAt;
      process.stderr.write(`A Book's turn that its host took into death was taken by another after ${took} ms.\n`);
      expect(took).toBeLessThan(LEASE_MS + SLACK_MS);
      await untilAllDone(client, [job], DONE_MS);
    } finally {
      for (const host of hosts) host.kill('SIGKILL');
      await us.close();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    }
  });
});

const turnsOf = (host: HostProcess | undefined, job: string): HostLine[] =>
  (host?.lines ?? []).filter((line) => line.type === 'turn-taken' && line['address'] === `book/${job}`);

const posted = { letters: 0 };
/** Changes nothing, but is a turn. */
const post = (job: string, { mail }: ConnectedCluster): Promise<void> => {
  const message = { type: 'Reconcile', present: [] };
  const to = { kind: 'book', job };
  return mail.post({ id: `takeover-${++posted.letters}`, to, schemaVersion: 1, sentAt: Date.now(), message });
};

/** The host that takes the Book's turn of now. */
async function holderOf(job: string, us: ConnectedCluster, hosts: readonly HostProcess[]): Promise<HostProcess> {
  const before = hosts.map((host) => turnsOf(host, job).length);
  await post(job, us);
  return eventually('a turn of the Book', LEASE_MS, () =>
    hosts.find((host, index) => turnsOf(host, job).length > (before[index] ?? 0)),
  );
}

/** Writes to the Book until a letter has gone to the host that is frozen: `living` does not take it. */
async function leaveTurnWith(living: HostProcess | undefined, job: string, us: ConnectedCluster): Promise<void> {
  for (let looks = 0; looks < LOOKS_MAX; looks++) {
    const before = turnsOf(living, job).length;
    await post(job, us);
    const taken = eventually('a turn', TURN_MS, () => turnsOf(living, job).length > before);
    if (!(await taken.catch(() => false))) return;
  }
  throw new Error('the frozen host was given nothing');
}
