/**
 * Files of the cluster as HTTP answers: parts of them for players that seek, names that every browser keeps, several as one zip.
 *
 * No route and no rule about who may have what comes in here.
 */
export { attachment } from './attachment.js';
export { fileAnswer, type ServedFile } from './file-answer.js';
export { zipAnswer, type ZippedFile } from './zip-answer.js';
