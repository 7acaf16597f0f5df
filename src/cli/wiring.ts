/**
 * The one file of the command line that reaches for what is heavy, and only when it is needed:
 * `e2a --help` and `e2a jobs` load no engine, no book reader and no ffmpeg.
 */

export {
  loadDevices,
  loadEmbedded,
  loadInteractive,
  loadLexicon,
  loadPreview,
  loadPrograms,
  loadSpeech,
} from '../host/on-demand/index.js';
export const loadCast = () => import('../host/cast/index.js');
export const loadHost = () => import('../host/index.js');
export const loadStatus = () => import('./status/index.js');
export const loadStatusRoutes = () => import('../telemetry/status-server/index.js');
export const loadIntegrations = () => import('../integrations/index.js');
export const loadPlanner = () => import('../planning/planner/index.js');
export const loadPlanning = () => import('../planning/index.js');
export const loadWeb = () => import('../web/index.js');
