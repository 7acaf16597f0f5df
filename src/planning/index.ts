/**
 * A book and an order become chapters, segments and content keys, with estimates.
 *
 * Where the rules of books, speech and audio meet; pure but for the book reader that is passed in. Light: what plans, and
 * knows the rules of languages for it, has a door of its own (`planner`).
 */
export {
  EXTRAS,
  FORMATS,
  isUsualRendition,
  type Rendition,
  renditionFault,
  SPLITS,
  USUAL_RENDITION,
} from '../audio/rendition.js';
export { type HeardReport, MOST_MISHEARD, readHeardReport } from './heard-report.js';
export { chapterTimings, type ClipLayout, unspokenSamples } from './chapter-timings.js';
export { orderDigest } from './content-key.js';
export { isKin, type OtherLanguage, voiceOf } from './language-voices.js';
export {
  isUsualPace,
  type Pace,
  PAUSE_NAMES,
  type PauseName,
  paceFault,
  settledPace,
  USUAL_PACE,
} from './pace.js';
export * from './plan.js';
export * from './reading.js';
export { decodeReading, encodeReading, type EncodedReading } from './stored-reading.js';
export { type PlanFile, type PlanFileRequest, writePlanFile } from './plan-file.js';
export { type PlanFileEdits, planFileEdits, type PlanFileUse } from './plan-file-edits.js';
export { readPlanFile } from './read-plan-file.js';
export type { PlannedBook, PlanRequest } from './plan-book.js';
export type { RuleChanges } from './rule-changes.js';
export type { EditedPlan, EditedPlanRequest } from './edited-plan.js';
export { selectChapters } from './selection.js';
export { voicedPlan } from './voiced-plan.js';
export type { LexiconEntry } from '../speech/lexicon/index.js';
export { shownText } from '../speech/speech-engine.js';
