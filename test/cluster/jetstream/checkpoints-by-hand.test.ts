import { jetstream } from '@nats-io/jetstream';
import { headers } from '@nats-io/transport-node';
import { describe, expect, it } from 'vitest';
import { useLab } from './use-cluster.js';

const STORED = {
  title: 'a counter',
  checkpoint: {
    kind: 'counter',
    schemaVersion: 1,
    turn: 7,
    wakeAt: null,
    updatedAt: 5,
    state: { phase: 'counting' },
    last: null,
    recent: [],
  },
};

describe('checkpoints that other hands wrote', () => {
  const lab = useLab();
  const put = (job: string, text: string, operation?: string) => {
    const marks = headers();
    if (operation !== undefined) marks.set('KV-Operation', operation);
    return jetstream(lab().nc).publish(`$KV.e2a_counter.${job}`, text, { headers: marks });
  };
  const changes = async (): Promise<[string, number | undefined][]> => {
    const found: [string, number | undefined][] = [];
    for await (const { address, checkpoint } of lab().cluster.checkpoints.changes('counter', 0))
      found.push([address.job, checkpoint?.turn]);
    return found;
  };

  it('are read, without the time of birth that older hosts did not write', async () => {
    await put('old-0001', JSON.stringify(STORED));
    const stored = await lab().cluster.checkpoints.load({ kind: 'counter', job: 'old-0001' });
    expect(stored?.checkpoint).toEqual({ summary: { title: 'a counter' }, born: 0, ...STORED.checkpoint });
  });

  it('are told as nothing where they were deleted or cannot be read, and not at all where they are nobody’s', async () => {
    await put('old-0002', JSON.stringify(STORED));
    await put('old-0002', '', 'DEL');
    await put('old-0003', 'hello');
    await put('old-0004.ch-001.more', 'hello');
    expect(await changes()).toEqual([
      ['old-0001', 7],
      ['old-0002', undefined],
      ['old-0003', undefined],
    ]);
  });
});
