/**
 * The page: templates that are filled on the server, and the browser's modules and style in `assets/`.
 *
 * No rule of the product and no write comes in here: pages show what the client says, and the browser asks the API.
 */
export { loadAssets } from './assets.js';
export { createFailureAnswer } from './failure-answer.js';
export { pageRoutes } from './routes.js';
export { shell } from './shell.js';
export { viewersOf } from './view.js';
