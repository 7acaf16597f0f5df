/**
 * Voices of a server that answers `POST /v1/audio/speech`: asked, waited for, and taken for what they are worth.
 *
 * No model comes in here. The key of the server never leaves the headers of a request: no message, profile or log has it.
 */
export * from './openai-kind.js';
export type { ServerFacts } from './server-facts.js';
