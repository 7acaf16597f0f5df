import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectCluster } from '../../../src/cluster/jetstream/index.js';
import { type ProgramForNode, transpileTree } from '../../cluster/runtime/transpile-tree.js';
import { startNats } from '../../support/nats.js';
import { playWorkCrash } from './work-crash-scene.js';
import { nameOf, UNHARMED, WORK_POINTS, WORK_TABLE, type WorkAftermath, type WorkLine } from './work-crash-table.js';
import { WORK_PROTECTIONS, type WorkProtection } from './work-protections.js';

/** Short, so that a dead host's item is taken over soon; still far longer than a small item on a busy machine. */
const LEASES = { mailMs: 2_000, workMs: 2_000 };
const SCENE_TIMEOUT_MS = 60_000;

describe.concurrent('the crash table of a work item, on a real server with real processes', () => {
  let child: ProgramForNode;

  beforeAll(() => {
    child = transpileTree(fileURLToPath(new URL('work-crash-child.ts', import.meta.url)));
  });
  afterAll(() => child.remove());

  const play = async (line: WorkLine, without: WorkProtection | null): Promise<WorkAftermath> => {
    const server = await startNats();
    const cluster = await connectCluster({
      servers: server.url,
      name: 'e2a/test/work-crash',
      embedded: true,
      leases: LEASES,
    });
    try {
      return await playWorkCrash(line, without, {
        servers: server.url,
        cluster,
        leases: LEASES,
        script: child.script,
      });
    } finally {
      await cluster.close();
      await server.stop();
    }
  };

  for (const line of WORK_TABLE) {
    it(
      `${nameOf(line)}: ${line.redelivery}`,
      async ({ expect: expectHere }) => {
        expectHere(await play(line, null)).toEqual({ ...UNHARMED, done: line.done });
      },
      SCENE_TIMEOUT_MS,
    );

    for (const [protection, harm] of Object.entries(line.protections) as [WorkProtection, Partial<WorkAftermath>][])
      it(
        `${nameOf(line)}, without ${protection}: ${JSON.stringify(harm)}`,
        async ({ expect: expectHere }) => {
          expectHere(await play(line, protection)).toMatchObject(harm);
        },
        SCENE_TIMEOUT_MS,
      );
  }

  it('has a line for every point, and needs every protection somewhere', () => {
    expect(new Set(WORK_TABLE.map(({ after }) => after))).toEqual(new Set(WORK_POINTS));
    const needed = new Set(WORK_TABLE.flatMap((line) => Object.keys(line.protections)));
    expect([...needed].toSorted()).toEqual([...WORK_PROTECTIONS].toSorted());
  });
});
