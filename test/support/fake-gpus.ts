import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Of each of the fake GPUs. */
export const GPU_UUIDS = ['GPU-aaaaaaaa-0000-4000-8000-000000000000', 'GPU-bbbbbbbb-0000-4000-8000-000000000000'];

/** How onnxruntime behaves when it is asked for CUDA. */
export type FakeCuda =
  /** The model is loaded on the GPU. */
  | 'works'
  /** As real onnxruntime without a library that CUDA needs. */
  | 'fails'
  /** It takes the CPU and does not say so. */
  | 'silent'
  /** CUDA is loaded, but nothing is put on the GPU that was asked for. */
  | 'elsewhere';

export interface FakeGpus {
  /** For the environment of a process: `nvidia-smi` on its path, and an onnxruntime that speaks without a model. */
  environment(cuda: FakeCuda, more?: { readonly msPerCall?: number; readonly fullMb?: number }): Record<string, string>;
  /** Processes that live and have put a model on it. */
  modelsOn(uuid: string): number;
}

const TOTAL_MB = 23_000;
const MODEL_MB = 500;

/** A machine with two GPUs, in a folder: its `nvidia-smi` shows less free memory while a process lives that has loaded a model. */
export function makeFakeGpus(folder: string): FakeGpus {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  for (const uuid of GPU_UUIDS) mkdirSync(join(folder, 'loaded', uuid), { recursive: true });
  const program = join(bin, 'nvidia-smi');
  writeFileSync(program, script(folder));
  chmodSync(program, 0o755);
  const preload = pathToFileURL(fileURLToPath(new URL('fake-onnxruntime/preload.mjs', import.meta.url))).href;
  return {
    modelsOn: (uuid) => readdirSync(join(folder, 'loaded', uuid)).filter((pid) => existsSync(`/proc/${pid}`)).length,
    environment: (cuda, { msPerCall = 0, fullMb = 0 } = {}) => ({
      PATH: `${bin}:${process.env['PATH']}`,
      NODE_OPTIONS: `--import=${preload}`,
      FAKE_CUDA: cuda,
      FAKE_GPUS: join(folder, 'loaded'),
      FAKE_MS_PER_CALL: String(msPerCall),
      FAKE_FULL_MB: String(fullMb),
    }),
  };
}

const script = (folder: string): string => `#!/bin/sh
free() {
  left=$((${TOTAL_MB} - \${FAKE_FULL_MB:-0}))
  for file in "${folder}/loaded/$1"/*; do
    if [ -e "$file" ] && kill -0 "\${file##*/}" 2>/dev/null; then left=$((left - ${MODEL_MB})); fi
  done
  echo $left
}
${GPU_UUIDS.map((uuid, index) => `echo "${index}, ${uuid}, NVIDIA L${index + 4}, ${TOTAL_MB}, $(free ${uuid}), 550.54.15"`).join('\n')}
`;
