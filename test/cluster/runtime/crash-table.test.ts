import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectCluster } from '../../../src/cluster/jetstream/index.js';
import { startNats } from '../../support/nats.js';
import { ALARM_TABLE, type AlarmProtection, playAlarm } from './crash-alarms.js';
import { type CrashStage, playCrash } from './crash-scene.js';
import { type Aftermath, CRASH_TABLE, type CrashLine, nameOf, UNHARMED } from './crash-table.js';
import { PROTECTIONS, type Protection } from './protections.js';
import { type ProgramForNode, transpileTree } from './transpile-tree.js';

/** Short, so that a dead host's turn is taken over soon; still far longer than a turn on a busy machine. */
const LEASES = { mailMs: 2_000, workMs: 2_000 };
const SCENE_TIMEOUT_MS = 60_000;

describe.concurrent('the crash table, on a real server with real processes', () => {
  let child: ProgramForNode;

  beforeAll(() => {
    child = transpileTree(fileURLToPath(new URL('crash-child.ts', import.meta.url)));
  });
  afterAll(() => child.remove());

  const play = (line: CrashLine, without: Protection | null) => onStage((stage) => playCrash(line, without, stage));

  /** On a server of its own. */
  const onStage = async <T>(scene: (stage: CrashStage) => Promise<T>): Promise<T> => {
    const server = await startNats();
    const kinds = ['book', 'chapter', 'counter'];
    const options = { servers: server.url, name: 'e2a/test/crash', embedded: true, kinds, leases: LEASES };
    const cluster = await connectCluster(options);
    try {
      return await scene({ servers: server.url, cluster, leases: LEASES, script: child.script });
    } finally {
      await cluster.close();
      await server.stop();
    }
  };

  for (const line of CRASH_TABLE) {
    it(
      `${nameOf(line)}: ${line.redelivery}`,
      async ({ expect: expectHere }) => {
        const { repeated, ...found } = await play(line, null);
        expectHere(found).toEqual(UNHARMED);
        if (line.repeated !== null) expectHere(repeated).toBe(line.repeated);
      },
      SCENE_TIMEOUT_MS,
    );

    for (const [protection, harm] of Object.entries(line.protections) as [Protection, Partial<Aftermath>][])
      it(
        `${nameOf(line)}, without ${protection}: ${JSON.stringify(harm)}`,
        async ({ expect: expectHere }) => {
          expectHere(await play(line, protection)).toMatchObject(harm);
        },
        SCENE_TIMEOUT_MS,
      );
  }

  for (const { after, redelivery, protections } of ALARM_TABLE) {
    it(
      `killed after ${after}, with an alarm set: ${redelivery}`,
      async ({ expect: expectHere }) => {
        const found = await onStage((stage) => playAlarm(after, null, stage));
        expectHere(found).toEqual({ heard: 'wake', left: 0 });
      },
      SCENE_TIMEOUT_MS,
    );

    for (const [protection, heard] of Object.entries(protections) as [AlarmProtection, string][])
      it(
        `killed after ${after}, with an alarm set, without ${protection}: "${heard}"`,
        async ({ expect: expectHere }) => {
          expectHere(await onStage((stage) => playAlarm(after, protection, stage))).toMatchObject({ heard });
        },
        SCENE_TIMEOUT_MS,
      );
  }

  it('needs every protection somewhere', () => {
    const needed = new Set(CRASH_TABLE.flatMap((line) => Object.keys(line.protections)));
    expect([...needed].toSorted()).toEqual([...PROTECTIONS].toSorted());
  });
});
