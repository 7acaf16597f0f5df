/**
 * Who comes in wherever e2a answers HTTP: whose token it is, how many wrong ones came before, and names of this machine.
 *
 * No route, no role and no server comes in here: the page and the status server of every node ask it alike.
 */
export { bearerIn, type Caller, callerAddress } from './caller.js';
export { knownTokens, type KnownTokens } from './known-tokens.js';
export { isLoopback } from './loopback.js';
export { createWrongTokens, tooManyWrong, type WrongTokens } from './wrong-tokens.js';
