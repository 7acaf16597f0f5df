import {
  CHAPTER_BUCKETS,
  FIRST_CHAPTER_BUCKETS,
  HTTP_BUCKETS,
  JOB_BUCKETS,
  SEGMENT_BUCKETS,
  TURN_BUCKETS,
} from './buckets.js';

/**
 * Who shows a metric, so that sums over all processes are right: each fact is counted by one process only.
 *
 * - `node`: every process, of itself: its slots, what it spoke, its turns. To be summed.
 * - `cluster`: processes with a page, of the whole cluster, read from the server. The same in each: take `max`, never `sum`.
 * - `page`: processes with a page, of their own requests. To be summed.
 */
export type MetricGroup = 'node' | 'cluster' | 'page';

export interface MetricDefinition {
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly group: MetricGroup;
  readonly help: string;
  /** Of few values each: never a job, title, chapter or file. */
  readonly labels: readonly string[];
  /** Histograms only; in seconds. */
  readonly buckets?: readonly number[];
}

/** Every metric of ours. `process_*` and `nodejs_*` are the usual ones of prom-client. */
export const CATALOGUE = {
  e2a_build_info: {
    type: 'gauge',
    group: 'node',
    help: 'Always 1; what runs here.',
    labels: ['version', 'nodejs'],
  },
  e2a_node_info: {
    type: 'gauge',
    group: 'node',
    help: 'Always 1; what this node is. The device is the one that is really used.',
    labels: ['node', 'role', 'device', 'gpu_uuid', 'engine', 'voice'],
  },
  e2a_node_ready: {
    type: 'gauge',
    group: 'node',
    help: '1 when /readyz answers 200.',
    labels: [],
  },
  e2a_device_mismatch: {
    type: 'gauge',
    group: 'node',
    help: '1 when a GPU was asked for and this node speaks on the CPU.',
    labels: ['node'],
  },
  e2a_slots: { type: 'gauge', group: 'node', help: 'Voices that can speak at the same time.', labels: ['node'] },
  e2a_slots_busy: { type: 'gauge', group: 'node', help: 'Voices that speak now.', labels: ['node'] },
  e2a_slot_characters_per_second: {
    type: 'gauge',
    group: 'node',
    help: 'How fast one slot speaks, lately; absent until it has spoken.',
    labels: ['node'],
  },
  e2a_model_load_seconds: {
    type: 'gauge',
    group: 'node',
    help: 'From the start of the roles to voices that are loaded.',
    labels: ['engine'],
  },
  e2a_segment_duration_seconds: {
    type: 'histogram',
    group: 'node',
    help: 'From taking a segment to its clip being stored, of those spoken here.',
    labels: ['engine', 'device'],
    buckets: SEGMENT_BUCKETS,
  },
  e2a_audio_seconds_total: {
    type: 'counter',
    group: 'node',
    help: 'Sound made here. Speed in times real time: rate of this by rate of e2a_synthesis_seconds_total.',
    labels: ['engine', 'device'],
  },
  e2a_synthesis_seconds_total: {
    type: 'counter',
    group: 'node',
    help: 'Time that engines were at work for that sound, added up over slots.',
    labels: ['engine', 'device'],
  },
  e2a_characters_total: {
    type: 'counter',
    group: 'node',
    help: 'Characters spoken here.',
    labels: ['engine', 'device'],
  },
  e2a_clips_found_total: {
    type: 'counter',
    group: 'node',
    help: 'Segments that needed no speaking: their clip was there.',
    labels: ['engine'],
  },
  e2a_chapters_completed_total: {
    type: 'counter',
    group: 'node',
    help: 'Chapters whose sound was joined (outcome spoken, or degraded: with silence in it) or that failed. Counted where the Chapter took its turn.',
    labels: ['outcome'],
  },
  e2a_chapter_duration_seconds: {
    type: 'histogram',
    group: 'node',
    help: 'Of a chapter: stage speak from its opening to its joined sound (where the Chapter took its turn), join and encode the work itself (where it was done).',
    labels: ['stage'],
    buckets: CHAPTER_BUCKETS,
  },
  e2a_book_step_duration_seconds: {
    type: 'histogram',
    group: 'node',
    help: 'Work on a whole book, or for a second opinion on a chapter, where it was done: read, assemble, render, verify.',
    labels: ['step'],
    buckets: CHAPTER_BUCKETS,
  },
  e2a_first_chapter_seconds: {
    type: 'histogram',
    group: 'node',
    help: 'From an order to its first chapter being there to be heard. Counted where the Book took its turn.',
    labels: [],
    buckets: FIRST_CHAPTER_BUCKETS,
  },
  e2a_jobs_finished_total: {
    type: 'counter',
    group: 'node',
    help: 'Jobs that ended: completed, partial, failed, cancelled. Counted where the Book took its turn.',
    labels: ['outcome'],
  },
  e2a_job_duration_seconds: {
    type: 'histogram',
    group: 'node',
    help: 'From an order to its end.',
    labels: ['outcome'],
    buckets: JOB_BUCKETS,
  },
  e2a_retries_total: {
    type: 'counter',
    group: 'node',
    help: 'Attempts that failed here and are tried again; reason is an error code, outage or error.',
    labels: ['stage', 'reason'],
  },
  e2a_given_up_total: {
    type: 'counter',
    group: 'node',
    help: 'Items that failed here for good; the actor that asked decides what becomes of them.',
    labels: ['stage', 'reason'],
  },
  e2a_returned_total: {
    type: 'counter',
    group: 'node',
    help: 'Items handed back undone, without a failure: paused, cancelled, or left to others.',
    labels: ['stage'],
  },
  e2a_turn_duration_seconds: {
    type: 'histogram',
    group: 'node',
    help: 'Turns of actors taken here.',
    labels: ['actor'],
    buckets: TURN_BUCKETS,
  },
  e2a_turn_conflicts_total: {
    type: 'counter',
    group: 'node',
    help: 'Turns that found their checkpoint written by another host.',
    labels: ['actor'],
  },
  e2a_mail_refused_total: {
    type: 'counter',
    group: 'node',
    help: 'Messages nobody here could understand.',
    labels: [],
  },
  e2a_troubles_total: {
    type: 'counter',
    group: 'node',
    help: 'Things that went wrong around the work and were tried again; the log names each.',
    labels: [],
  },
  e2a_server_connected: { type: 'gauge', group: 'node', help: '1 while the connection to NATS stands.', labels: [] },
  e2a_server_losses_total: {
    type: 'counter',
    group: 'node',
    help: 'Times the connection to NATS was lost.',
    labels: [],
  },
  e2a_gpu_memory_used_bytes: { type: 'gauge', group: 'node', help: 'As nvidia-smi tells.', labels: ['gpu_uuid'] },
  e2a_gpu_memory_total_bytes: { type: 'gauge', group: 'node', help: 'As nvidia-smi tells.', labels: ['gpu_uuid'] },
  e2a_gpu_utilization_ratio: {
    type: 'gauge',
    group: 'node',
    help: 'Share of time the GPU was at work, 0 to 1.',
    labels: ['gpu_uuid'],
  },
  e2a_gpu_temperature_celsius: { type: 'gauge', group: 'node', help: 'As nvidia-smi tells.', labels: ['gpu_uuid'] },
  e2a_integration_requests_total: {
    type: 'counter',
    group: 'node',
    help: 'Tries to send something to ntfy, webhook or audiobookshelf; outcome ok or failed.',
    labels: ['target', 'outcome'],
  },
  e2a_cluster_answers: {
    type: 'gauge',
    group: 'cluster',
    help: '1 when the cluster could be asked at this scrape; else the other cluster metrics are absent.',
    labels: [],
  },
  e2a_jobs: { type: 'gauge', group: 'cluster', help: 'Jobs by state; paused ones as paused.', labels: ['state'] },
  e2a_dead_letters: {
    type: 'gauge',
    group: 'cluster',
    help: 'What nobody could do and nobody has looked at; reason is an error code, mail or other.',
    labels: ['reason'],
  },
  e2a_queue_pending: { type: 'gauge', group: 'cluster', help: 'Items nobody has taken yet.', labels: ['queue'] },
  e2a_queue_in_work: { type: 'gauge', group: 'cluster', help: 'Items taken and not settled.', labels: ['queue'] },
  e2a_queue_redelivered: {
    type: 'gauge',
    group: 'cluster',
    help: 'Items in work that were given out more than once.',
    labels: ['queue'],
  },
  e2a_queue_oldest_age_seconds: {
    type: 'gauge',
    group: 'cluster',
    help: 'Age of the oldest item; 0 where there is none.',
    labels: ['queue'],
  },
  e2a_nodes: { type: 'gauge', group: 'cluster', help: 'Living nodes by state.', labels: ['state'] },
  e2a_fleet_slots: {
    type: 'gauge',
    group: 'cluster',
    help: 'Slots of all living nodes, by engine.',
    labels: ['engine'],
  },
  e2a_fleet_slots_busy: { type: 'gauge', group: 'cluster', help: 'Those that speak now.', labels: ['engine'] },
  e2a_store_used_bytes: {
    type: 'gauge',
    group: 'cluster',
    help: 'What the streams hold at the server.',
    labels: ['stream'],
  },
  e2a_store_limit_bytes: { type: 'gauge', group: 'cluster', help: 'What they may hold at most.', labels: ['stream'] },
  e2a_http_request_duration_seconds: {
    type: 'histogram',
    group: 'page',
    help: 'Answers of the page and its API, without event streams; route is the template, not the address.',
    labels: ['route', 'method', 'code'],
    buckets: HTTP_BUCKETS,
  },
} as const satisfies Record<string, MetricDefinition>;

export type MetricName = keyof typeof CATALOGUE;

/** Names of one type of metric. */
export type NameOf<T extends MetricDefinition['type']> = {
  [N in MetricName]: (typeof CATALOGUE)[N]['type'] extends T ? N : never;
}[MetricName];

export type LabelsOf<N extends MetricName> = Readonly<Record<(typeof CATALOGUE)[N]['labels'][number], string>>;

export const metricNames = Object.keys(CATALOGUE) as readonly MetricName[];
