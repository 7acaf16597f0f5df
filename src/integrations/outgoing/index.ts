/**
 * What is the same for everybody that something is sent to: how a call is counted, and why one got no answer.
 *
 * What is sent, and to whom, does not come in here.
 */
export type { CountSent } from './count-sent.js';
export { whyUnreached } from './why-unreached.js';
