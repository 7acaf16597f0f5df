import { mkdtempSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { connectCluster } from '../../../src/cluster/jetstream/index.js';
import type { Cluster } from '../../../src/cluster/ports/index.js';
import { behaviorsOf } from '../../../src/cluster/runtime/behaviors.js';
import { startSlot } from '../../../src/cluster/runtime/work-slot.js';
import { chapterBehavior } from '../../../src/actors/index.js';
import { joinChapter } from '../../../src/host/performers/join.js';
import { speakSegment } from '../../../src/host/performers/speak.js';
import { UsualLength } from '../../../src/host/performers/usual-length.js';
import { openPlanShelf } from '../../../src/host/plan-shelf.js';
import { planApart } from '../../../src/host/reading/plan-apart.js';
import { systemClock } from '../../../src/host/system-clock.js';
import { TONE_RATE, tones, toneSeconds } from '../../../src/speech/engines/tone/tones.js';
import type { SpeechEngine } from '../../../src/speech/index.js';
import type { WorkPoint } from './work-crash-table.js';
import { clusterWithout, leasing, type WorkProtection } from './work-protections.js';

/** What the parent says in `WORK_CRASH_CHILD`. */
export interface WorkCrashOrders {
  readonly servers: string;
  readonly leases: { readonly mailMs: number; readonly workMs: number };
  /** Where this process meets its fate, once; null: nowhere. */
  readonly point: WorkPoint | null;
  readonly how: 'kill' | 'freeze' | 'slow';
  readonly without: WorkProtection | null;
}

/** More than a lease, and two of them are more than the patience of a scene. */
const SLOW_LEASES = 1.6;
const DEADLINE_MS = 60_000;
/** More than one chunk of an object, less than the chapter. */
const HALF_BYTES = 600_000;
/** For the first chunk to arrive at the server. */
const ARRIVE_MS = 200;

/** One JSON line; written at once, so that nothing is lost when we are killed next. */
const say = (line: object): void => void writeSync(1, `${JSON.stringify(line)}\n`);

const orders = JSON.parse(process.env['WORK_CRASH_CHILD'] ?? '{}') as WorkCrashOrders;
const fates = [orders.point];
async function at(point: WorkPoint): Promise<void> {
  if (point !== fates[0]) return;
  fates.shift();
  say({ type: 'at', point });
  if (orders.how === 'slow') await wait(orders.leases.workMs * SLOW_LEASES);
  else process.kill(process.pid, orders.how === 'kill' ? 'SIGKILL' : 'SIGSTOP');
}

/** The ports, with a look at each line of the item's life. */
function watched(cluster: Cluster): Cluster {
  const { work, clips, mail, audio } = cluster;
  return {
    ...cluster,
    work: leasing(work, async (lease) => {
      await at('pulled');
      return {
        ...lease,
        ack: async () => {
          await at('before-ack');
          await lease.ack();
          await at('acked');
        },
      };
    }),
    clips: {
      ...clips,
      facts: async (key) => {
        const facts = await clips.facts(key);
        await at('looked-up');
        return facts;
      },
      put: async (key, bytes, facts) => {
        await at('before-put');
        const stored = await clips.put(key, bytes, facts);
        await at('put');
        return stored;
      },
    },
    mail: {
      ...mail,
      post: async (envelope) => {
        await at('before-post');
        await mail.post(envelope);
        await at('posted');
      },
    },
    audio: {
      ...audio,
      put: async (name, content, description) => {
        // What is heard where is written beside the sound, out of the same clips.
        if (!name.endsWith('.flac')) return audio.put(name, content, description);
        say({ type: 'done' });
        const info = await audio.put(name, halfWay(content as AsyncIterable<Uint8Array>), description);
        await at('put');
        return info;
      },
    },
  };
}

async function* halfWay(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const piece of content) {
    yield piece;
    bytes += piece.length;
    if (bytes < HALF_BYTES) continue;
    if (fates[0] === 'half-put') await wait(ARRIVE_MS);
    await at('half-put');
  }
}

/** Its sound differs from process to process, so that it shows whose clip it is. */
const engine: Pick<SpeechEngine, 'speak' | 'estimateSeconds'> = {
  speak: async ({ text }) => {
    say({ type: 'done' });
    const pcm = tones(text, process.pid);
    await at('spoken');
    return { pcm, sampleRate: TONE_RATE, skipped: [], words: null };
  },
  estimateSeconds: toneSeconds,
};

const connected = await connectCluster({
  servers: orders.servers,
  name: 'e2a/test/work-crash',
  embedded: true,
  leases: orders.leases,
});
const cluster = watched(clusterWithout(orders.without, connected, orders.servers));
const workFolder = mkdtempSync(join(tmpdir(), 'e2a-work-crash-'));
const context = {
  cluster,
  plans: openPlanShelf(cluster.books),
  planner: planApart,
  workFolder,
  clock: systemClock,
  node: 'crash',
  version: '0.0.0-test',
  mayReadElsewhere: () => false,
};
const house = {
  cluster,
  behaviors: behaviorsOf([chapterBehavior]),
  clock: systemClock,
  classify: () => 'transient' as const,
  telemetry: { emit: say },
};
const rules = {
  deadlineMs: () => DEADLINE_MS,
  policy: { maxAttempts: 2, backoff: { firstMs: 100, maxMs: 100 }, failureCode: 'E2A-0000' },
  failureMessage: () => ({ type: 'WorkFailed' }),
};
const voice = { engine: engine as SpeechEngine, resamplers: new Map(), usual: new UsualLength() };
const slots = [
  startSlot(
    {
      ...rules,
      name: 'speech-1',
      workClass: 'speech-test',
      performer: (item, { signal, slotFree }) => speakSegment(item, voice, context, signal, slotFree),
    },
    house,
  ),
  startSlot(
    {
      ...rules,
      name: 'media-1',
      workClass: 'media',
      mayLookAhead: () => false,
      performer: (item, { signal }) => joinChapter(item, context, signal),
    },
    house,
  ),
];
say({ type: 'ready', workFolder });
await Promise.all(slots.map((slot) => slot.done));
