/**
 * Reading and rewriting a model file as protobuf wire format: what makes a voice's noise repeatable.
 *
 * Bytes in, bytes out. No model runs here, no file is opened, and no weight is ever decoded.
 */
export * from './noise-table.js';
export * from './seed-patch.js';
export { WireFormatError } from './wire-format.js';
