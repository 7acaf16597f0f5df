import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConnectedCluster, connectCluster } from '../../src/cluster/jetstream/index.js';
import { DEFAULT_KINDS, topologyOf } from '../../src/cluster/jetstream/topology.js';
import type { WorkLease } from '../../src/cluster/ports/index.js';
import { document } from '../docs/markdown.js';
import { decodedAudio } from '../support/convert-process.js';
import { e2a, type RunningCommand, startE2a } from '../support/e2a.js';
import { eventually } from '../support/eventually.js';
import { startNats, type TestServer } from '../support/nats.js';
import { findNatsCli } from '../support/nats-cli.js';
import { writeNovel } from '../support/novel.js';
import { type Looked, type Looking, type Operator, operatorWith } from '../support/operator.js';

const TEST_MS = 120_000;
const LIVE_MS = 2_000;
const WORD: Readonly<Record<string, string>> = { ADMIN: 'pa', NODE: 'pn', CLIENT: 'pc', MONITOR: 'pm' };
/** A Book asks for this many segments while it knows of no slot. */
const WINDOW = 6;
const MAIL_CONSUMERS = 32;

const program = findNatsCli();
if (program === null) process.stderr.write('SKIPPED: no `nats` CLI here, nobody looked at a cluster with it.\n');

const loginOf = (role: string): Record<string, string> => ({
  E2A_NATS_USER: role.toLowerCase(),
  E2A_NATS_PASSWORD: WORD[role] ?? '',
});

const roles = (): string =>
  Object.entries(WORD).reduce(
    (text, [role, password]) => text.replaceAll(`$E2A_${role}_PASSWORD`, password),
    document('config/nats-roles.conf'),
  );

/** The cells of a table's rows, by their first cell. */
function rows(table: string): Map<string, string[]> {
  const lines = table.split('\n').filter((line) => line.startsWith('│'));
  const cells = lines.map((line) =>
    line
      .split('│')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  return new Map(cells.map((row) => [row[0] ?? '', row.slice(1)]));
}

/** The twelve checks of an operator, in the order of a book's life: it waits, it is spoken, it is done. */
describe.runIf(program !== null)('an operator with the plain nats CLI and the login monitor', () => {
  let folder = '';
  let server: TestServer;
  let admin: ConnectedCluster;
  let nc: NatsConnection;
  let operator: Operator;
  let job = '';
  let broken = '';
  let speechQueue = '';
  const nodes: RunningCommand[] = [];
  const live: Looking[] = [];

  const startNode = async (role: 'book' | 'synth', name: string): Promise<RunningCommand> => {
    const args = ['node', '--role', role, '--slots', '1', '--engine', 'tone', '--server', server.url];
    const node = startE2a(args, { ...loginOf('NODE'), E2A_NODE: name, XDG_CACHE_HOME: join(folder, name) });
    nodes.push(node);
    await node.waitForWords('Ctrl+C to leave');
    return node;
  };
  const client = async (...args: string[]): Promise<Looked> => {
    const { code, stdout, stderr } = await e2a([...args, '--server', server.url], loginOf('CLIENT'));
    return { code, stdout, words: stdout + stderr };
  };
  const submit = async (title: string): Promise<string> => {
    const file = join(folder, `${title}.epub`);
    writeFileSync(file, await writeNovel({ title, chapters: 2, paragraphs: 12 }));
    const { code, stdout, words } = await client('submit', file, '--engine', 'tone', '--json');
    expect(code, words).toBe(0);
    return (JSON.parse(stdout) as { job: string }).job;
  };
  const stateOf = async (id: string): Promise<string> =>
    (JSON.parse((await client('show', id, '--json')).stdout) as { state: string }).state;
  /** Types a command of the page that must succeed. */
  const see = async (command: string): Promise<string> => {
    const { code, stdout, words } = await operator.look(command);
    expect(code, `$ ${command}\n${words}`).toBe(0);
    return stdout;
  };
  const waiting = async (): Promise<string[]> => {
    const subjects = rows(await see('nats stream subjects E2A_WORK')).keys();
    return [...subjects].filter((subject) => subject.startsWith('e2a.work.'));
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'e2a-look-'));
    server = await startNats({ syncAlways: true, config: `http: "127.0.0.1:-1"\n${roles()}` });
    const login = { servers: server.url, user: 'admin', pass: WORD['ADMIN'] ?? '' };
    admin = await connectCluster({ ...login, name: 'e2a/admin/test' });
    nc = await connect(login);
    operator = operatorWith(program ?? '', join(folder, 'home'));
    operator.values.set('HOST:4222', `127.0.0.1:${server.port}`).set('SECRET', WORD['MONITOR'] ?? '');

    await startNode('book', 'attic');
    job = await submit('The Long Night');
    broken = await submit('The Broken Lamp');
    for (const id of [job, broken]) {
      await eventually(`${id} to wait`, TEST_MS, async () => (await admin.work.present(id)).size === WINDOW);
    }
    // The second chapter of one book cannot be spoken any more.
    const plans = await admin.books.list(`${broken}/ch-002`);
    for (const plan of plans) await admin.books.remove(plan.name);
    expect(plans).toHaveLength(1);

    operator.values.set('JOB', job).set('BROKEN', broken).set('NODE', 'attic').set('TITLE', 'The Long Night');
    const profile = /speech-([0-9a-f]{12})/.exec(await subjectsNow())?.[1] ?? '';
    operator.values.set('PROFILE', profile);
    speechQueue = `speech-${profile}-p1`;
    // What the first node with that voice does.
    await admin.work.offer(`speech-${profile}`);
  }, TEST_MS);
  const subjectsNow = async (): Promise<string> => {
    const jsm = await jetstreamManager(nc);
    const { state } = await jsm.streams.info('E2A_WORK', { subjects_filter: '>' });
    return Object.keys(state.subjects ?? {}).join('\n');
  };
  afterAll(async () => {
    for (const looking of live) await looking.stop();
    for (const node of nodes) node.kill('SIGKILL');
    await Promise.all([admin?.close(), nc?.close()]);
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  describe('while two books wait for a voice', () => {
    it('says once where the cluster is, and as whom', async () => {
      await see(
        'nats context save e2a-monitor --server nats://HOST:4222 --user monitor --password SECRET --inbox-prefix _INBOX_monitor --select',
      );
    });

    it('1: sees what exists, and what each thing is for', async () => {
      const shown = new Map([
        ...rows(await see('nats stream ls')),
        ...rows(await see('nats kv ls')),
        ...rows(await see('nats object ls')),
      ]);
      const plan = topologyOf({ kinds: DEFAULT_KINDS, partitions: 16, replicas: 1 });
      for (const { config } of plan) {
        const [description] = shown.get(config.name.replace(/^(KV|OBJ)_/, '')) ?? [];
        expect(description, config.name).toBe(config.description);
      }
      expect(await see('nats stream info E2A_WORK')).toMatch(/Description: e2a [\s\S]*e2a\.topology: 1/);
      expect(await see('nats kv status e2a_jobs')).toMatch(/Description: e2a [\s\S]*e2a\.topology: 1/);
      expect(await see('nats object info e2a_audio')).toMatch(/Description: e2a [\s\S]*e2a\.topology: 1/);
    });

    it('11: is alarmed when work is stuck, and not before', async () => {
      const check = (queue: string, limit: string): Promise<Looked> =>
        operator.type(`nats server check consumer --stream E2A_WORK --consumer ${queue} ${limit}`);
      expect((await check(speechQueue, '--outstanding-ack-critical 1')).code).toBe(0);
      const leases = await takeTwo();
      await see(
        'nats server check consumer --stream E2A_WORK --consumer speech-PROFILE-p1 --outstanding-ack-critical 100',
      );
      expect((await check(speechQueue, '--outstanding-ack-critical 1')).code).toBe(2);
      await Promise.all(leases.map((lease) => lease.nak(0)));
      await see(
        'nats server check consumer --stream E2A_WORK --consumer media-p1 --unprocessed-critical 500 --redelivery-critical 20',
      );
      expect((await check(speechQueue, '--unprocessed-critical 5')).code).toBe(2);
      await see('nats server check connection');
      await see('nats server check jetstream');
      await see('nats server check stream --stream E2A_WORK');
      await see('nats server check stream --stream E2A_DEAD --subjects-warn 50 --subjects-critical 1000');
      await see(
        "nats server check message --stream KV_e2a_leases --subject '$KV.e2a_leases.reconciler' --age-critical 1m",
      );
      const few = 'nats server check kv --bucket e2a_nodes --values-warn 1 --values-critical 0';
      expect((await operator.look(few)).code, 'one node is few').toBe(1);
    });

    it('2: sees how much work waits, and how much somebody holds', async () => {
      const counts = async (): Promise<{ held: number; waits: number }> => {
        const row = rows(await see('nats consumer report E2A_WORK')).get(speechQueue) ?? [];
        return { held: Number(row[3]), waits: Number.parseInt(row[5] ?? '', 10) };
      };
      const before = await counts();
      expect(before.held + before.waits).toBe(2 * WINDOW);
      const leases = await takeTwo();
      expect(await counts()).toEqual({ held: 2, waits: 2 * WINDOW - 2 });
      expect(await see('nats consumer info E2A_WORK speech-PROFILE-p1')).toMatch(/Outstanding Acks: 2\b/);
      await Promise.all(leases.map((lease) => lease.nak(0)));
      expect(rows(await see('nats consumer ls E2A_WORK')).get(speechQueue)?.[0]).toMatch(
        /^normal work of class speech-/,
      );
      expect(rows(await see('nats consumer report E2A_MAIL')).has('book-00')).toBe(true);
    });

    it('3: sees which segments wait', async () => {
      const mine = (await waiting()).filter((subject) => subject.includes(`.${job}.`));
      const queue = speechQueue.replace(/-p1$/, '.p1');
      const wanted = [1, 2, 3, 4, 5, 6].map((n) => `e2a.work.${queue}.${job}.ch-001.000${n}.1`);
      expect(mine.toSorted()).toEqual(wanted);
      expect(await see("nats stream get E2A_WORK --last-for 'e2a.work.*.*.JOB.>'")).toContain(`"job":"${job}"`);
    });

    it('4: sees how far a book is', async () => {
      expect(await see('nats kv ls e2a_jobs')).toContain(job);
      const now = await see('nats kv get e2a_jobs JOB --raw');
      expect(now).toMatch(
        /^\{"title":"The Long Night","phase":"converting","chaptersDone":0,"chapters":2,"segmentsDone":0,/,
      );
      expect(await stateOf(job)).toBe('converting');
      expect(await see('nats kv get e2a_chapters JOB.ch-001 --raw')).toMatch(/^\{"title":"[^"]+","phase":"speaking"/);
      expect(await see('nats kv get e2a_control JOB --raw')).toBe('run');
      expect(await see("nats stream get E2A_EVENTS --last-for 'e2a.event.JOB.>'")).toMatch(/"text":"[A-Z][^"]+\."/);
    });

    it('gives KEDA the numbers it scales on', async () => {
      const [ports = ''] = readdirSync(join(server.folder, 'ports'));
      const { monitoring } = JSON.parse(readFileSync(join(server.folder, 'ports', ports), 'utf8')) as {
        monitoring: string[];
      };
      const answer = await fetch(`${monitoring[0]}/jsz?acc=E2A&consumers=true&config=true`);
      const found = JSON.stringify(await answer.json());
      const consumer = new RegExp(
        `"stream_name":"E2A_WORK","name":"${speechQueue}".*?"num_ack_pending":(\\d+).*?"num_pending":(\\d+)`,
      );
      const [, held, waits] = consumer.exec(found) ?? [];
      expect(Number(held) + Number(waits)).toBe(2 * WINDOW);
    });
  });

  /** Two items, leased and not begun. */
  async function takeTwo(): Promise<WorkLease[]> {
    const signal = new AbortController().signal;
    const pull = (): Promise<WorkLease | null> =>
      admin.work.pull(`speech-${operator.values.get('PROFILE') ?? ''}`, 5_000, signal);
    const leases = [await pull(), await pull()].filter((lease) => lease !== null);
    expect(leases).toHaveLength(2);
    return leases;
  }

  describe('while they are spoken', () => {
    it('5 and 8: sees it live, in sentences', { timeout: TEST_MS }, async () => {
      const jobs = operator.watch('nats kv watch e2a_jobs');
      const events = operator.watch("nats sub 'e2a.event.>'");
      live.push(jobs, events);
      await eventually('the first state', 10_000, () => jobs.words().includes(`PUT e2a_jobs > ${job}`));
      await eventually('the subscription', 10_000, () => events.words().includes('Subscribing'));
      await startNode('synth', 'cellar');
      await eventually('the end of the book', TEST_MS, async () => (await stateOf(job)) === 'completed');
      await eventually('the change on the screen', LIVE_MS, () =>
        new RegExp(`> ${job}: .*"phase":"completed"`).test(jobs.words()),
      );
      await eventually('the sentence on the screen', LIVE_MS, () =>
        events.words().includes(`e2a.event.${job}.book-completed`),
      );
      const sentences = [
        ...events.words().matchAll(/^\{"text":"([^"]+)","type":"[a-z-]+","job":"[a-z0-9-]+","at":"[^"]+Z"\}$/gm),
      ];
      expect(sentences.length).toBeGreaterThanOrEqual(3);
      await eventually('the end of the other', TEST_MS, async () => (await stateOf(broken)) === 'partial');
      for (const looking of live.splice(0)) await looking.stop();
    });
  });

  describe('when they are done', () => {
    it('10: sees that idle means idle', { timeout: TEST_MS }, async () => {
      const jsm = await jetstreamManager(nc);
      // The operator's watch leaves one behind; ours leave none.
      for await (const { name } of jsm.consumers.list('KV_e2a_jobs')) await jsm.consumers.delete('KV_e2a_jobs', name);
      const report = rows(await see('nats stream report'));
      for (const stream of ['E2A_MAIL', 'E2A_WORK']) expect(report.get(stream)?.[3], stream).toBe('0');
      const consumers = [...report]
        .filter(([name]) => /^(E2A|KV|OBJ)_/.test(name))
        .map(([name, row]) => [name, Number(row[2])] as const);
      expect(consumers.filter(([, count]) => count > 0).toSorted()).toEqual([
        ['E2A_MAIL', MAIL_CONSUMERS],
        ['E2A_WORK', 3 * 3], // read, media and one voice
      ]);
    });

    it('4 again: sees the same as e2a show', async () => {
      const stored = JSON.parse(await see('nats kv get e2a_jobs JOB --raw')) as Record<string, unknown>;
      expect(stored).toMatchObject({ phase: 'completed', chaptersDone: 2, chapters: 2 });
      expect(stored['segmentsDone']).toBe(stored['segments']);
      expect(await see('nats kv history e2a_jobs JOB')).toMatch(/PUT[\s\S]*PUT/);
      const story = await see("nats sub 'e2a.event.JOB.>' --stream E2A_EVENTS --all --wait 1s");
      for (const type of ['book-accepted', 'chapter-started', 'book-completed'])
        expect(story).toContain(`${job}.${type}`);
    });

    it('6: sees the result, and takes it away', async () => {
      expect(await see('nats object ls e2a_audio')).toContain(`${job}/The Long Night.m4b`);
      const digest = /SHA-256 ([0-9a-f]{64})/.exec(await see("nats object info e2a_audio 'JOB/TITLE.m4b'"))?.[1];
      await see("nats object get e2a_audio 'JOB/TITLE.m4b' -O book.m4b --no-progress");
      const file = join(folder, 'home', 'book.m4b');
      expect(createHash('sha256').update(readFileSync(file)).digest('hex')).toBe(digest);
      expect((await decodedAudio(file)).samples).toBeGreaterThan(24_000 * 10);
    });

    it('7: sees the machines, and what each has done', async () => {
      const list = await see('nats micro ls');
      expect(list).toMatch(/e2a-node[\s\S]*attic[^\n]*book/);
      expect(list).toMatch(/cellar[^\n]*synth on cpu, \d of 1 slots busy/);
      expect(await see('nats micro ping e2a-node')).toMatch(/attic|cellar/);
      operator.values.set('NODE', 'cellar');
      const info = await see('nats micro info e2a-node NODE');
      for (const fact of ['node: cellar', 'roles: synth', 'slots: 1', 'device: cpu', 'voices: tone (tone)', 'host: ']) {
        expect(info).toContain(fact);
      }
      const spoken = Number(/"segmentsSpoken": (\d+)/.exec(info)?.[1]);
      expect(spoken).toBeGreaterThan(50);
      expect(info).toMatch(/"lastSegmentAt": "20/);
      expect(await see('nats micro stats e2a-node')).toMatch(new RegExp(`cellar[^\\n]*speech[^\\n]*${spoken}\\b`));
      expect(await see('nats kv ls e2a_nodes')).toMatch(/attic[\s\S]*cellar|cellar[\s\S]*attic/);
      expect(await see('nats kv get e2a_nodes NODE --raw')).toContain('"node":"cellar"');
    });

    it('9: sees why something failed', async () => {
      expect(await see('nats stream subjects E2A_DEAD')).toContain(`e2a.dead.work.${broken}.ch-002.0001`);
      const letter = await see("nats stream get E2A_DEAD --last-for 'e2a.dead.*.BROKEN.>'");
      expect(letter).toMatch(/"reason":"Part 2 of the tale, segment \d+: [^"]*plan[^"]* is gone[^"]*"/);
      expect(letter).toMatch(/"failures":\[\{"node":"cellar"/);
      expect(await see("nats sub 'e2a.dead.*.BROKEN.>' --stream E2A_DEAD --all --wait 1s")).toContain('"reason"');
      expect(await see("nats stream get E2A_EVENTS --last-for 'e2a.event.BROKEN.>'")).toContain('parts are missing');
    });

    it('11 again: is alarmed when letters pile up, and when a machine is gone', { timeout: TEST_MS }, async () => {
      const dead = await operator.type(
        'nats server check stream --stream E2A_DEAD --subjects-warn 1 --subjects-critical 2',
      );
      expect([dead.code, dead.stdout]).toEqual([2, expect.stringContaining('25 subjects')]);
      await see('nats server check kv --bucket e2a_nodes --values-warn 1 --values-critical 0');
      await see('nats server check kv --bucket e2a_nodes --key NODE');
      nodes.at(-1)?.kill('SIGTERM');
      expect(await nodes.at(-1)?.ended).toBe(0);
      const gone = await operator.look('nats server check kv --bucket e2a_nodes --key NODE');
      expect(gone.code, gone.words).toBe(2);
      expect(await see('nats micro ls')).not.toContain('cellar');
    });

    it('12: may look, but not touch', { timeout: TEST_MS }, async () => {
      const before = await stateNow();
      const refused = await Promise.all(
        [
          `nats kv put e2a_control ${job} cancel`,
          `nats kv del e2a_jobs ${job} --force`,
          'nats stream purge E2A_DEAD --force',
          'nats stream rm E2A_EVENTS --force',
          'nats stream rmm E2A_DEAD 1 --force',
          'nats stream add MINE --subjects mine --defaults',
          `nats consumer rm E2A_WORK ${speechQueue} --force`,
          `nats consumer next E2A_WORK ${speechQueue}`,
          `nats object rm e2a_audio '${job}/The Long Night.m4b' --force`,
          'nats object put e2a_audio .bashrc --force',
        ].map(async (command) => ({ command, ...(await operator.type(`touch .bashrc; ${command}`)) })),
      );
      expect(refused.filter(({ code }) => code === 0).map(({ command }) => command)).toEqual([]);
      // These say nothing of the refusal by their exit code.
      await operator.type(`nats pub e2a.event.${job}.forged '{}'`);
      await operator.type(`nats req e2a.mail.book.0.${job} '{}'`);
      expect(await stateNow()).toEqual(before);
    });

    it('finds a description and metadata on everything, also on what was made later', async () => {
      const jsm = await jetstreamManager(nc);
      const bare: string[] = [];
      for await (const { config } of jsm.streams.list()) {
        if (!isTold(config)) bare.push(config.name);
        for await (const consumer of jsm.consumers.list(config.name)) {
          if (consumer.config.durable_name && !isTold(consumer.config)) bare.push(`${config.name}/${consumer.name}`);
        }
      }
      expect(bare).toEqual([]);
    });

    it('has now typed every command of the page', () => {
      expect(operator.unread()).toEqual([]);
    });
  });

  /** What each stream holds, but for those that tick by themselves. */
  async function stateNow(): Promise<Record<string, string>> {
    const jsm = await jetstreamManager(nc);
    const found: Record<string, string> = {};
    for await (const { config, state } of jsm.streams.list()) {
      if (!/e2a_(nodes|leases)$/.test(config.name)) found[config.name] = `${state.messages} to ${state.last_seq}`;
    }
    return found;
  }
});

const isTold = (config: { description?: string | undefined; metadata?: Record<string, string> | undefined }): boolean =>
  (config.description ?? '').length > 10 && config.metadata?.['e2a.topology'] !== undefined;
