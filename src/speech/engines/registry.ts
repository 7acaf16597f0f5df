/**
 * Every engine, one line each: exported under the name that people write behind `--engine`.
 */
export { espeakKind as espeak } from './espeak/index.js';
export { openaiKind as openai } from './openai/index.js';
export { hibariKind as hibari } from './hibari/index.js';
export { kokoroKind as kokoro } from './kokoro/index.js';
export { piperKind as piper } from './piper/index.js';
export { toneKind as tone } from './tone/index.js';
