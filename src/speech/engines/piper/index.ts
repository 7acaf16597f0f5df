/**
 * Piper voices: phonemes and orders on this side, the model in a child process of its own.
 *
 * onnxruntime-node is imported by the child's file alone; nothing else may load native code.
 */
export * from './cuda-part.js';
export * from './inference-child.js';
export * from './piper-kind.js';
