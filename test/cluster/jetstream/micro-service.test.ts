import { connect, type NatsConnection } from '@nats-io/transport-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectedCluster } from '../../../src/cluster/jetstream/index.js';
import { connectCluster } from '../../../src/cluster/jetstream/index.js';
import type { LifecycleEvent, SelfPortrait } from '../../../src/cluster/ports/index.js';
import { eventually } from '../../support/eventually.js';
import { startNats, type TestServer } from '../../support/nats.js';
import { natsCli } from '../../support/nats-cli.js';

const ANSWER_MS = 300;
const LOGINS = `accounts { E2A { jetstream: enabled, users: [
  { user: all, password: p }
  { user: deaf, password: p, permissions: { publish: ">", subscribe: ["_INBOX_deaf.>", "$KV.>"] } }
] } }`;

function portraitOf(node: string, done = 0, version = '1.2.3'): SelfPortrait {
  const tally = { done, failed: 1, busyMs: done * 100, lastFailure: 'x', facts: { busy: 2 } };
  return {
    node,
    version,
    description: `synth ${node}`,
    facts: { node, slots: '2' },
    startedAt: 0,
    work: [{ class: 'speech-abc', name: 'speech', ...tally }],
  };
}

describe('nodes as services of the protocol behind nats micro', () => {
  let server: TestServer;
  let nc: NatsConnection;
  const open: ConnectedCluster[] = [];
  const join = async (user: string, heard: LifecycleEvent[] = []): Promise<ConnectedCluster> => {
    const telemetry = { emit: (event: LifecycleEvent) => void heard.push(event) };
    const cluster = await connectCluster({
      ...{ servers: server.url, name: `e2a/test/${user}`, user, pass: 'p', embedded: true, telemetry },
    });
    open.push(cluster);
    return cluster;
  };
  const ask = async (subject: string): Promise<Record<string, unknown>[]> => {
    const answers: Record<string, unknown>[] = [];
    const replies = await nc.requestMany(subject, '', { strategy: 'timer', maxWait: ANSWER_MS });
    for await (const reply of replies) answers.push(reply.json());
    return answers.toSorted((a, b) => String(a['id']).localeCompare(String(b['id'])));
  };
  beforeAll(async () => {
    server = await startNats({ config: LOGINS });
    nc = await connect({ servers: server.url, user: 'all', pass: 'p' });
  });
  afterAll(async () => {
    await Promise.all(open.map((cluster) => cluster.close()));
    await nc.close();
    await server.stop();
  });

  it('answer to all, to all nodes and to one, drawn anew for each question, until they end', async () => {
    let done = 0;
    const attic = (await join('all')).rollCall.answer(() => portraitOf('attic', done));
    const cellar = (await join('all')).rollCall.answer(() => portraitOf('cellar.lan', 0, ''));
    // Another connection's subscriptions: the server hears of them when it does.
    const ids = async (subject: string): Promise<unknown[]> =>
      (await ask(subject).catch(() => [])).map((answer) => answer['id']);
    await eventually('both answer', 5_000, async () => (await ids('$SRV.PING')).length === 2);
    expect(await ids('$SRV.PING')).toEqual(['attic', 'cellar_lan']);
    expect(await ids('$SRV.INFO.e2a-node')).toEqual(['attic', 'cellar_lan']);
    done = 5;
    expect(await ask('$SRV.STATS.e2a-node.attic')).toEqual([
      {
        type: 'io.nats.micro.v1.stats_response',
        name: 'e2a-node',
        id: 'attic',
        version: '1.2.3',
        metadata: { node: 'attic', slots: '2' },
        started: '1970-01-01T00:00:00.000Z',
        endpoints: [
          {
            name: 'speech',
            subject: 'e2a.work.speech-abc.>',
            queue_group: 'E2A_WORK',
            num_requests: 5,
            num_errors: 1,
            last_error: 'x',
            processing_time: 500_000_000,
            average_processing_time: 100_000_000,
            data: { busy: 2 },
          },
        ],
      },
    ]);

    const nats = await natsCli(server.url);
    if (nats === null) process.stderr.write('SKIPPED: no `nats` CLI here, nats micro was not tried.\n');
    else {
      const all = ['--user', 'all', '--password', 'p'];
      const list = await nats('micro', 'ls', ...all);
      expect(list).toMatch(/e2a-node[^\n]*1\.2\.3[^\n]*attic[^\n]*synth attic/);
      expect(list, 'a node that does not know its version').toMatch(/cellar_lan[^\n]*synth cellar\.lan/);
      expect(await nats('micro', 'info', 'e2a-node', 'attic', ...all)).toMatch(/slots: 2[\s\S]*"busy": 2/);
      expect(await nats('micro', 'stats', 'e2a-node', ...all)).toMatch(/attic[^\n]*speech[^\n]*5[^\n]*E2A_WORK/);
    }

    attic();
    await eventually('one is silent', 5_000, async () => (await ids('$SRV.PING.e2a-node')).length === 1);
    expect(await ids('$SRV.PING.e2a-node')).toEqual(['cellar_lan']);
    cellar();
    await eventually('silence', 5_000, async () => (await ids('$SRV.PING')).length === 0);
  });

  it('say so when their login may not listen there, and work all the same', async () => {
    const heard: LifecycleEvent[] = [];
    const deaf = await join('deaf', heard);
    deaf.rollCall.answer(() => portraitOf('deaf'));
    await eventually('the report', 5_000, () => heard.some((event) => event.type === 'trouble'));
    expect(await deaf.nodes.list()).toEqual([]);
    const reason = expect.stringMatching(/nats micro: .*permission/i);
    expect(heard).toEqual([{ type: 'trouble', where: 'roll call', reason }]);
  });
});
