/** The one reducer of progress: what every screen, API and program shows of a job comes out of it. Pure, and nothing else. */
export {
  type BookState,
  type ChapterState,
  type ChapterStatus,
  isFinalPhase,
  type JobStatus,
  jobStatus,
  type JobVoice,
  type RenditionFile,
} from './actors/index.js';
