/**
 * What every node answers over HTTP: whether it lives, whether it is of use, what it is doing, what it has counted, and
 * how far a job is.
 *
 * Nothing is changed through it. What it tells of is passed in; no page, no order and no settings come in here.
 */
export { type RunningStatusServer, startStatusServer, type StatusServerOptions } from './start-status-server.js';
export { statusRoutes } from './status-routes.js';
export type {
  Download,
  JobProgress,
  NodeNow,
  ReadyPart,
  StatusSource,
} from './status-source.js';
export { type Doing, type WorkNow, workNow } from './work-now.js';
