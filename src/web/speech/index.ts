/**
 * Speech while somebody waits for it: previews of voices, and the routes that programs made for OpenAI's speech know.
 *
 * No engine and no encoder comes in here, both are passed in; and no book: interactive speech has a small queue of its own.
 */
export { createPreviews, PREVIEW_CHARACTERS } from './previews.js';
export { createSpeechDesk } from './speech-desk.js';
export { FASTEST_SPOKEN, SLOWEST_SPOKEN } from './speech-request.js';
export { speechRoutes } from './speech-routes.js';
