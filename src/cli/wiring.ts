/**
 * The one file of the command line that reaches for what is heavy, and only when it is needed:
 * `e2a --help` and `e2a jobs` load no engine, no book reader and no ffmpeg.
 */

export const loadHost = () => import('../host/index.js');
export const loadBooks = () => import('../books/index.js');
export const loadPlanning = () => import('../planning/index.js');
export const loadSpeech = () => import('../speech/index.js');
export const loadEmbedded = () => import('../cluster/embedded/index.js');
export const loadPrograms = () => import('../programs/index.js');
