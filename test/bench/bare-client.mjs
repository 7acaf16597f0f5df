/**
 * The ceiling: the writes of one spoken segment, by the bare NATS client on the same server and with nothing else done:
 * an item queued, pulled and acknowledged; a clip stored; an outcome mailed, pulled and acknowledged; a checkpoint saved.
 */
import { AckPolicy, jetstream, jetstreamManager, RetentionPolicy } from '@nats-io/jetstream';
import { Kvm } from '@nats-io/kv';
import { connect } from '@nats-io/transport-node';

const LANES = 8;
const CLIP_BYTES = 20_000;
const CHECKPOINT_BYTES = 1_000;
const ITEMS = 1_500;

/** @returns items a second over `LANES` lanes */
export async function bareItemsPerSecond(url) {
  const nc = await connect({ servers: url });
  try {
    const jsm = await jetstreamManager(nc);
    const js = jetstream(nc);
    for (const [name, subject] of [
      ['BARE_WORK', 'bare.work.*'],
      ['BARE_MAIL', 'bare.mail.*'],
    ]) {
      await jsm.streams.add({ name, subjects: [subject], retention: RetentionPolicy.Workqueue });
      await jsm.consumers.add(name, { durable_name: 'all', ack_policy: AckPolicy.Explicit });
    }
    await jsm.streams.add({ name: 'BARE_CLIPS', subjects: ['bare.clip.*'], allow_direct: true });
    const states = await new Kvm(js).create('bare_states');
    const work = await js.consumers.get('BARE_WORK', 'all');
    const mail = await js.consumers.get('BARE_MAIL', 'all');
    const clip = new Uint8Array(CLIP_BYTES);
    const checkpoint = new Uint8Array(CHECKPOINT_BYTES);
    const oneItem = async (n) => {
      await js.publish(`bare.work.${n}`, 'speak', { msgID: `work-${n}` });
      const item = await work.next();
      await js.publish(`bare.clip.${n}`, clip, { msgID: `clip-${n}` });
      await js.publish(`bare.mail.${n}`, 'spoken', { msgID: `mail-${n}` });
      await item.ackAck();
      const told = await mail.next();
      await states.put(`state-${n % LANES}`, checkpoint);
      await told.ackAck();
    };
    let next = 0;
    const began = performance.now();
    const lanes = Array.from({ length: LANES }, async () => {
      while (next < ITEMS) await oneItem(next++);
    });
    await Promise.all(lanes);
    return (ITEMS / (performance.now() - began)) * 1000;
  } finally {
    await nc.close();
  }
}
