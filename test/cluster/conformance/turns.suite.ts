import { describe, expect, it } from 'vitest';
import { Alarms } from '../../../src/cluster/runtime/alarms.js';
import { behaviorsOf } from '../../../src/cluster/runtime/behaviors.js';
import { NO_HOOKS, takeTurn } from '../../../src/cluster/runtime/turn.js';
import { type TurnHouse, turnSteps } from '../../../src/cluster/runtime/turn-steps.js';
import { formatAddress } from '../../../src/core/index.js';
import { counter, counterOf } from '../runtime/counter.js';
import {
  type ClusterFacts,
  freshJob,
  type MakeCluster,
  type MailboxProbe,
  openMailbox,
  readEnvelope,
  TOPOLOGY_FACTS,
  useCluster,
} from './cluster-under-test.js';

/** Longer than the turn that sets the alarm takes on a busy machine. */
const ALARM_MS = 800;

/** What turns promise on every adapter: the ports together. */
export function describeTurns(name: string, makeCluster: MakeCluster, facts: ClusterFacts = TOPOLOGY_FACTS): void {
  describe(`turns: ${name}`, () => {
    const cluster = useCluster(makeCluster, facts);
    const house = (): TurnHouse => {
      const clock = { now: facts.now, sleep: (ms: number) => facts.pass(ms) };
      const base = { cluster: cluster(), behaviors: behaviorsOf([counter, counterOf('book')]), clock };
      return { ...base, actions: {}, alarms: new Alarms({ ...base, telemetry: { emit: () => {} } }) };
    };
    const turn = async (of: MailboxProbe): Promise<string> =>
      (await takeTurn(await of.take(), turnSteps(house()), NO_HOOKS)).type;

    it('brings what an actor tells that was removed and made again within the duplicate window', async () => {
      const [job, book] = [freshJob(), freshJob()];
      const sum = await openMailbox(cluster(), { kind: 'counter', job });
      const ledger = await openMailbox(cluster(), { kind: 'book', job: book });
      const add = { type: 'Add', n: 1, ledger: formatAddress(ledger.address) };
      const told: string[] = [];
      for (const life of ['first', 'second']) {
        await sum.post(`${job}-${life}`, add);
        expect(await turn(sum)).toBe('taken');
        for (const half of ['a', 'b']) {
          const delivery = await ledger.take();
          const { id, message } = readEnvelope(delivery);
          expect(message['note']).toBe(`counter/${job} 1 ${half}`);
          told.push(id);
          await delivery.ack();
        }
        await cluster().checkpoints.remove(sum.address);
        await facts.pass(1);
      }
      expect(new Set(told).size).toBe(4);
      await ledger.expectSilence();
    });

    it('wakes an actor once at its time, whoever else rings its alarm', async () => {
      const sum = await openMailbox(cluster(), { kind: 'counter', job: freshJob() });
      const at = facts.now() + ALARM_MS;
      await sum.post(`${sum.address.job}-alarm`, { type: 'SetAlarm', at });
      expect(await turn(sum)).toBe('taken');
      const second = house();
      second.alarms.arm(sum.address, at);
      await facts.pass(ALARM_MS);
      const wake = await sum.take();
      expect(readEnvelope(wake).message).toEqual({ type: 'Wake' });
      expect((await takeTurn(wake, turnSteps(second), NO_HOOKS)).type).toBe('taken');
      expect((await cluster().checkpoints.load(sum.address))?.checkpoint.wakeAt).toBeNull();
      await sum.expectSilence();
    });
  });
}
