/** Kokoro's Python package, kokoro-onnx, in a virtual environment of its own that is made when it is missing. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { BENCH_FOLDER } from './piper-program.mjs';
import { treeCpuSeconds } from './processes.mjs';

export const KOKORO_VERSION = '0.6.1';
const REFERENCE = fileURLToPath(new URL('./kokoro-reference.py', import.meta.url));
const PACKAGE = fileURLToPath(new URL('../../package.json', import.meta.url));
const VENV = join(BENCH_FOLDER, `kokoro-onnx-${KOKORO_VERSION}`);
const PYTHON = join(VENV, 'bin', 'python');
const INSTALL_LIMIT_MS = 10 * 60_000;
const OUTPUT_BYTES = 10_000_000;
const run = promisify(execFile);

/** With our own onnxruntime's version: another one may have faster kernels. @throws Error that says which command failed. */
export async function ensureKokoro(say) {
  const ours = JSON.parse(await readFile(PACKAGE, 'utf8')).dependencies['onnxruntime-node'];
  const works = async () =>
    (await run(PYTHON, ['-c', 'import kokoro_onnx, onnxruntime as o; print(o.__version__)'])).stdout;
  if (existsSync(PYTHON) && (await works().catch(() => '')).trim() === ours) return;
  say(`making ${VENV} with kokoro-onnx==${KOKORO_VERSION} and onnxruntime==${ours}`);
  await mkdir(BENCH_FOLDER, { recursive: true });
  await run('python3', ['-m', 'venv', '--clear', VENV]);
  const wanted = [`kokoro-onnx==${KOKORO_VERSION}`, `onnxruntime==${ours}`];
  await run(PYTHON, ['-m', 'pip', 'install', '-q', ...wanted], { timeout: INSTALL_LIMIT_MS });
  await works();
}

/** Lines → one WAV. Default options: it uses every core. `seconds` is what the calls took, without start and loading. */
export async function runKokoro(lines, { model, style }, wav, folder) {
  const text = join(folder, 'kokoro.txt');
  await writeFile(text, `${lines.join('\n')}\n`);
  const cpuBefore = treeCpuSeconds();
  const started = performance.now();
  const { stdout } = await run(PYTHON, [REFERENCE, model, style, text, wav], { maxBuffer: OUTPUT_BYTES });
  const said = JSON.parse(stdout.trim().split('\n').at(-1));
  return { ...said, wallSeconds: (performance.now() - started) / 1000, cpuSeconds: treeCpuSeconds() - cpuBefore };
}
