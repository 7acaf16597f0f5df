import type { Consumer } from '@nats-io/jetstream';
import { type Instant, type Kept, toThrowAway } from '../../core/index.js';
import type { Cleaned, ClipCleaning } from '../ports/index.js';
import { deleteMessage } from './delete-message.js';
import { inLanes } from './in-lanes.js';
import type { Link } from './link.js';
import { patiently } from './patience.js';
import { CLIP_STREAM, keyOfClip } from './subjects.js';

interface KeptClip extends Kept {
  readonly key: string | null;
  readonly seq: number;
}

const BATCH = 1_000;
const BATCH_WAIT_MS = 5_000;
/** The server forgets our consumer by itself when we die in the middle. */
const FORGOTTEN_AFTER_NS = 60_000 * 1_000_000;
const DELETE_LANES = 16;
const SIZE_HEADER = 'Nats-Msg-Size';

/**
 * Throws old clips away, by sequence: one that was spoken anew in the meantime has another and stays.
 * @returns what went, or would go
 */
export async function cleanClips(link: Link, { spare, dryRun, ...rule }: ClipCleaning): Promise<Cleaned> {
  const clips = await patiently(link, 'listing the clips', () => listClips(link));
  const goes = toThrowAway(clips, rule, ({ key }) => key !== null && spare?.has(key) === true);
  if (dryRun !== true)
    await inLanes(goes, DELETE_LANES, ({ seq }) => deleteMessage(link, CLIP_STREAM, seq, 'removing a clip'));
  return { removed: goes.length, bytes: goes.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** Sizes and times without the audio: only a consumer can be asked for that, and it is taken away again. */
async function listClips(link: Link): Promise<readonly KeptClip[]> {
  const { name } = await link.jsm.consumers.add(CLIP_STREAM, {
    description: 'e2a clean: sizes and ages of the clips',
    ack_policy: 'none',
    deliver_policy: 'all',
    headers_only: true,
    mem_storage: true,
    inactive_threshold: FORGOTTEN_AFTER_NS,
  });
  try {
    const consumer = await link.js.consumers.get(CLIP_STREAM, name);
    return await readAll(consumer, (await consumer.info(true)).num_pending);
  } finally {
    await link.jsm.consumers.delete(CLIP_STREAM, name).catch(() => undefined);
  }
}

async function readAll(consumer: Consumer, count: number): Promise<readonly KeptClip[]> {
  const clips: KeptClip[] = [];
  while (clips.length < count) {
    const before = clips.length;
    const batch = Math.min(BATCH, count - before);
    for await (const message of await consumer.fetch({ max_messages: batch, expires: BATCH_WAIT_MS })) {
      const at: Instant = Math.floor(message.info.timestampNanos / 1_000_000);
      const bytes = Number(message.headers?.get(SIZE_HEADER) ?? 0);
      clips.push({ key: keyOfClip(message.subject), seq: message.seq, at, bytes });
    }
    // The stream dropped some of its oldest meanwhile.
    if (clips.length === before) break;
  }
  return clips;
}
