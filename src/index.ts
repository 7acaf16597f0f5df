/**
 * e2a for other programs: `connect` to a cluster, plan and submit books, follow jobs, read what they became.
 *
 * Speech engines and hosts stay behind the command line: a program that wants them starts `e2a node`. Nothing happens on
 * import. What is below it stands alone as `e2a/client` (verbs over a cluster) and `e2a/progress` (the one reducer).
 */
export type { ChapterStatus, JobEntry, JobStatus } from './client/index.js';
export { CODES, EXIT, type Failure, UserError } from './core/index.js';
export * from './library/index.js';
export type { OrderWishes, PlanDocument, ShownVoice, VoiceFilter } from './ordering/index.js';
