/**
 * A voice heard before a book is given to it: what a node would make of a few sentences, as one sound.
 *
 * No job, no cluster and no file comes in here.
 */
export { wavFile } from '../../audio/index.js';
export * from './speak-preview.js';
