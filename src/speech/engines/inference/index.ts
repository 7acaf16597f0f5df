/**
 * What every engine with a model shares: a child process that computes, and the slot that feeds, times and replaces it.
 *
 * No engine is known here: each has a child program of its own, which is `serveModel` and its way to open a model.
 * onnxruntime-node is imported by the child's side alone; nothing else may load native code.
 */
export type { ModelFiles, Provider } from './child-messages.js';
export * from './cuda-part.js';
export * from './inference-child.js';
export { floats, type OpenModel, serveModel } from './model-program.js';
export * from './model-slot.js';
