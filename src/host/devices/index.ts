/**
 * The GPUs of this machine: which there are, which are meant, and whether speech really comes out of one.
 *
 * A light door: no engine is loaded in this process. What is done with a GPU afterwards is its caller's business.
 */
export { chooseGpus, type GpuChoice, parseGpuChoice, type Visible, visibleGpus } from './choose-gpus.js';
export { demandRoom, gpuUnusable } from './device-errors.js';
export { deviceWords, type Gpu } from './gpu.js';
export { type GpuLoad, gpuLoad } from './gpu-load.js';
export { listGpus } from './nvidia-smi.js';
export { type Proof, proveGpu, UNPROVEN } from './prove-gpu.js';
