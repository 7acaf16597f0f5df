/**
 * What went wrong, as an HTTP answer: one table from exit codes to statuses, and one shape for all of them.
 *
 * No route and no rule about who may do what comes in here.
 */
export { answerFailure, failureOf } from './answer.js';
export { noSuchRoute } from './no-such-route.js';
export { type RefusalOptions, WebRefusal } from './web-refusal.js';
