import type { LifecycleEvent, Telemetry } from '../../cluster/ports/index.js';
import type { JsonObject } from '../../core/index.js';
import type { Metrics } from './metrics.js';

/** Who speaks here; `none` and `cpu` where nobody does. */
export interface Speaker {
  readonly engine: string;
  /** In few words: `cpu`, or the name of the GPU. */
  readonly device: string;
}

/** Of the clock that all sound is on. */
const SAMPLES_PER_SECOND = 24_000;
const MS = 1_000;

/** Tasks there are; another one, of a newer program, is counted as `other`. */
const STAGES = ['speak', 'read', 'join', 'encode', 'assemble', 'render', 'verify'];
const OF_A_CHAPTER = ['join', 'encode'];
/** Error codes, and the words of `work-retried`. */
const REASON = /^(?:E2A-\d{4}|outage|error)$/;

const OUTCOME_OF_BOOK: ReadonlyMap<string, string> = new Map([
  ['book-completed', 'completed'],
  ['book-partial', 'partial'],
  ['book-failed', 'failed'],
  ['book-cancelled', 'cancelled'],
]);

/** Counts what a process says of its own life. */
export function metricsTelemetry(metrics: Metrics, speaker: Speaker): Telemetry {
  return { emit: (event) => count(event, metrics, speaker) };
}

function count(event: LifecycleEvent, metrics: Metrics, speaker: Speaker): void {
  switch (event.type) {
    case 'work-finished':
      if (event.task === 'speak') spoken(event.result, metrics, speaker);
      else made(event.task, event.ms, metrics);
      break;
    case 'work-retried':
      metrics.add('e2a_retries_total', { stage: stageOf(event.task), reason: reasonOf(event.code) });
      break;
    case 'work-given-up':
      metrics.add('e2a_given_up_total', { stage: stageOf(event.task), reason: reasonOf(event.failure.code) });
      break;
    case 'work-returned':
      metrics.add('e2a_returned_total', { stage: stageOf(event.task) });
      break;
    case 'announced':
      announced(event, metrics);
      break;
    case 'turn-taken':
      metrics.observe('e2a_turn_duration_seconds', { actor: kindOf(event.address) }, event.ms / MS);
      break;
    case 'turn-conflict':
      metrics.add('e2a_turn_conflicts_total', { actor: kindOf(event.address) });
      break;
    case 'mail-refused':
      metrics.add('e2a_mail_refused_total', {});
      break;
    case 'trouble':
      metrics.add('e2a_troubles_total', {});
      break;
    case 'connection':
      metrics.set('e2a_server_connected', {}, event.state === 'back' ? 1 : 0);
      if (event.state === 'lost') metrics.add('e2a_server_losses_total', {});
      break;
    default:
      break;
  }
}

/** What `SegmentSpoken` says; a clip that was there took no time. */
function spoken(result: JsonObject, metrics: Metrics, { engine, device }: Speaker): void {
  const ms = numberIn(result, 'ms');
  if (ms === 0) {
    metrics.add('e2a_clips_found_total', { engine });
    return;
  }
  const labels = { engine, device };
  metrics.observe('e2a_segment_duration_seconds', labels, ms / MS);
  metrics.add('e2a_audio_seconds_total', labels, numberIn(result, 'samples') / SAMPLES_PER_SECOND);
  metrics.add('e2a_synthesis_seconds_total', labels, numberIn(result, 'engineMs') / MS);
  metrics.add('e2a_characters_total', labels, numberIn(result, 'characters'));
}

function made(task: string, ms: number, metrics: Metrics): void {
  if (OF_A_CHAPTER.includes(task)) metrics.observe('e2a_chapter_duration_seconds', { stage: task }, ms / MS);
  else metrics.observe('e2a_book_step_duration_seconds', { step: stageOf(task) }, ms / MS);
}

type Announced = Extract<LifecycleEvent, { readonly type: 'announced' }>;

function announced(event: Announced, metrics: Metrics): void {
  const seconds = secondsSince(event);
  const outcome = OUTCOME_OF_BOOK.get(event.event);
  if (outcome !== undefined) {
    metrics.add('e2a_jobs_finished_total', { outcome });
    if (seconds !== null) metrics.observe('e2a_job_duration_seconds', { outcome }, seconds);
  } else if (event.event === 'first-chapter' && seconds !== null) {
    metrics.observe('e2a_first_chapter_seconds', {}, seconds);
  } else if (event.event === 'chapter-failed') {
    metrics.add('e2a_chapters_completed_total', { outcome: 'failed' });
  } else if (event.event === 'chapter-joined') {
    const silent = numberIn(event.facts, 'silent');
    metrics.add('e2a_chapters_completed_total', { outcome: silent > 0 ? 'degraded' : 'spoken' });
    if (seconds !== null) metrics.observe('e2a_chapter_duration_seconds', { stage: 'speak' }, seconds);
  }
}

/** Null where the beginning was not kept: orders and chapters of an older e2a. */
function secondsSince({ at, facts }: Announced): number | null {
  const since = facts['since'];
  return typeof since === 'number' ? Math.max(0, at - since) / MS : null;
}

/** `chapter/a-tale-7f3a/ch-001` → `chapter` */
const kindOf = (address: string): string => address.split('/')[0] ?? 'other';

const stageOf = (task: string): string => (STAGES.includes(task) ? task : 'other');

export const reasonOf = (code: unknown): string => (typeof code === 'string' && REASON.test(code) ? code : 'other');

function numberIn(object: JsonObject, key: string): number {
  const value = object[key];
  return typeof value === 'number' && Number.isFinite(value) ? Math.max(0, value) : 0;
}
