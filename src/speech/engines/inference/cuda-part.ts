import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Provider } from './child-messages.js';

/** Linux lists here what a process has loaded. */
export const MAPPED_LIBRARIES = '/proc/self/maps';
const CUDA_LIBRARY = 'libonnxruntime_providers_cuda.so';

/** The part of onnxruntime-node that talks to NVIDIA's GPUs: its package comes without. */
export interface CudaPart {
  /** There is one for Linux on x64 only. */
  readonly possible: boolean;
  readonly present: boolean;
  /** Where it is, or would be. */
  readonly path: string;
  /** The command that fetches it. */
  readonly install: string;
}

/** Looks for the CUDA part, without loading anything. */
export function cudaPart(): CudaPart {
  // Its main file is dist/index.js.
  const home = dirname(dirname(createRequire(import.meta.url).resolve('onnxruntime-node')));
  const { platform, arch } = process;
  const path = join(home, 'bin', 'napi-v6', platform, arch, CUDA_LIBRARY);
  return {
    possible: platform === 'linux' && arch === 'x64',
    present: existsSync(path),
    path,
    install: `ONNXRUNTIME_NODE_INSTALL=cuda12 node ${join(home, 'script', 'install.js')}`,
  };
}

/** @param maps the contents of `/proc/self/maps` */
export const providerAmong = (maps: string): Provider => (maps.includes(CUDA_LIBRARY) ? 'cuda' : 'cpu');
