/**
 * Speech for somebody who waits for it: voices that stay loaded for a while, and the small files that players take.
 *
 * No job, no cluster and no text rules come in here: what is said was planned before, as a preview's is.
 */
export { encodeSpeech, type SpeechFileFormat } from '../../audio/index.js';
export { createRightOfWay, type RightOfWay } from './right-of-way.js';
export { openWarmVoices, type WarmVoices, type WarmVoicesOptions } from './warm-voices.js';
