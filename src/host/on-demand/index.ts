/**
 * The rooms of this machine that a command may need, loaded only when it does: reading a book here, voices, an own server.
 *
 * A light door: nothing is imported before a loader is called, and nothing but loaders comes in here.
 */
export const loadBooks = () => import('../../books/index.js');
export const loadReadingWords = () => import('../../books/reading-choice.js');
export const loadReading = () => import('../reading/plan-apart.js');
export const loadSpeech = () => import('../../speech/index.js');
export const loadLexicon = () => import('../../speech/lexicon/index.js');
export const loadEmbedded = () => import('../../cluster/embedded/index.js');
export const loadDevices = () => import('../devices/index.js');
export const loadPreview = () => import('../preview/index.js');
export const loadInteractive = () => import('../interactive/index.js');
export const loadPrograms = () => import('../../programs/index.js');
