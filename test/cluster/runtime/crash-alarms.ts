import { runReconciler } from '../../../src/cluster/runtime/reconciler.js';
import { behaviorsOf } from '../../../src/cluster/runtime/behaviors.js';
import { alarmSweeper, type Sweeper } from '../../../src/cluster/runtime/sweepers.js';
import type { TurnStep } from '../../../src/cluster/runtime/turn.js';
import { counter } from './counter.js';
import { type CrashStage, countMail, pass, SETTLE_MS, SUM, startHost, stateOf } from './crash-scene.js';

/** What has an alarm ring once, whoever dies: the sweeper rings what a host took with it, under the id the host would have used. */
export type AlarmProtection = 'sweeper' | 'wake-id';

/** One line: the host that set an alarm is killed after a step of that turn, or of ringing; another goes on. */
interface AlarmLine {
  readonly after: TurnStep;
  readonly redelivery: string;
  /** What is heard without a protection; with all of them, it is `wake`, once. */
  readonly protections: Partial<Record<AlarmProtection, string>>;
}

export const ALARM_TABLE: readonly AlarmLine[] = [
  {
    after: 'save',
    redelivery: 'the message is known; whoever performs its outbox sets the timer, too',
    protections: { 'wake-id': 'wake wake' },
  },
  {
    after: 'ack',
    redelivery: 'nothing is delivered again, and the timer died with its host: the sweeper rings',
    protections: { sweeper: '' },
  },
  { after: 'ring', redelivery: 'as after ack', protections: { sweeper: '' } },
  {
    after: 'rung',
    redelivery: 'the mail is there; what the sweeper adds falls to its publish id',
    protections: { 'wake-id': 'wake wake' },
  },
];

/** Long enough to be set before it is due. */
const ALARM_MS = 700;

/** Plays one line; tells what the actor heard, and how much mail was left. */
export async function playAlarm(
  after: TurnStep,
  without: AlarmProtection | null,
  stage: CrashStage,
): Promise<{ heard: string; left: number }> {
  const orders = { servers: stage.servers, leases: stage.leases, how: 'kill', without: null } as const;
  const doomed = startHost({ ...orders, point: after }, stage.script);
  await doomed.said((line) => line['type'] === 'ready');
  const message = { type: 'SetAlarm', at: Date.now() + ALARM_MS };
  await stage.cluster.mail.post({ id: 'alarm', to: SUM, schemaVersion: 1, sentAt: Date.now(), message });
  await doomed.killed;
  await pass(message.at - Date.now());
  if (without !== 'sweeper') await sweepOnce(without === 'wake-id', stage);
  const heir = startHost({ ...orders, point: null }, stage.script);
  try {
    await heir.said((line) => line['type'] === 'ready');
    await pass(stage.leases.mailMs + SETTLE_MS);
    return await heard(stage);
  } finally {
    await heir.end();
  }
}

async function heard({ cluster }: CrashStage): Promise<{ heard: string; left: number }> {
  const state = await stateOf(cluster, SUM);
  return { heard: (state?.heard ?? []).join(' '), left: await countMail(cluster) };
}

async function sweepOnce(underAnotherId: boolean, { cluster }: CrashStage): Promise<void> {
  const end = new AbortController();
  const ring = alarmSweeper(behaviorsOf([counter]));
  const sweeper: Sweeper = async (actor, sweep) => {
    end.abort();
    const calls = await ring(actor, sweep);
    return calls.map((call) => (underAnotherId ? { ...call, id: `${call.id}-another` } : call));
  };
  const clock = { now: () => Date.now(), sleep: pass };
  const house = { cluster, clock, telemetry: { emit: () => {} }, classify: () => 'fatal' as const, node: 'the-test' };
  await runReconciler({ kinds: ['counter'], everyMs: 1, sweepers: [sweeper] }, house, end.signal);
}
