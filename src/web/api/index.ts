/**
 * The HTTP API under `/api/v1`: a file of routes for each thing there is, gathered here and told in one OpenAPI document.
 *
 * No HTML and no rule of the product comes in here: routes ask the client and say what it said.
 */
export { apiRoutes } from './api-routes.js';
export { type LetterGroup, lettersByCause } from './letter-groups.js';
export { lookingInto } from './looking.js';
export { documentOf } from './openapi.js';
