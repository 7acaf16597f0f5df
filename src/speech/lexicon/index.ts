/**
 * A listener's word lists: how a word is said, where it stands in a text, and the plain file in which a person writes it.
 *
 * Pure. Which lists there are, and where they lie, is not known here; nor is any engine.
 */
export * from './apply.js';
export * from './edit-list.js';
export * from './entry.js';
export * from './find-words.js';
export * from './ipa.js';
export * from './list-file.js';
