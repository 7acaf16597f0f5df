/**
 * Reading and rewriting a model file as protobuf wire format: what makes a voice's noise repeatable, its sound quicker to
 * make, and lets a model tell how long it spoke each id.
 *
 * Bytes in, bytes out. No model runs here, no file is opened, and no weight is ever decoded.
 */
export { DURATIONS_OUTPUT } from './durations.js';
export type { GraphNode } from './graph-parts.js';
export * from './noise-table.js';
export * from './output-patch.js';
export { planeEdit } from './plane-convolutions.js';
export { bothEdits, type GraphFacts, rewriteGraph, UnpatchableModelError } from './rewrite-graph.js';
export * from './seed-patch.js';
export { WireFormatError } from './wire-format.js';
