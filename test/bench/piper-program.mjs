/** The Python `piper` command line, in a virtual environment of its own that is made when it is missing. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { peakMemoryMb, treeCpuSeconds } from './processes.mjs';

export const PIPER_VERSION = '1.8.0';
/** Where virtual environments of other programs are kept. */
export const BENCH_FOLDER = process.env.E2A_BENCH_CACHE ?? join(tmpdir(), 'e2a-bench');
const PYTHON = join(BENCH_FOLDER, `piper-${PIPER_VERSION}`, 'bin', 'python');
const INSTALL_LIMIT_MS = 10 * 60_000;
const MEMORY_POLL_MS = 250;
const WAV_HEADER_BYTES = 44;

/** @throws Error that says which command failed. */
export async function ensurePiper(say) {
  const run = promisify(execFile);
  const works = async () => (await run(PYTHON, ['-m', 'piper', '--help'])).stdout.includes('--input-file');
  if (existsSync(PYTHON) && (await works().catch(() => false))) return;
  const venv = join(BENCH_FOLDER, `piper-${PIPER_VERSION}`);
  say(`making ${venv} with piper-tts==${PIPER_VERSION}`);
  await mkdir(BENCH_FOLDER, { recursive: true });
  await run('python3', ['-m', 'venv', '--clear', venv]);
  await run(PYTHON, ['-m', 'pip', 'install', '-q', `piper-tts==${PIPER_VERSION}`], { timeout: INSTALL_LIMIT_MS });
  if (!(await works())) throw new Error(`${PYTHON} -m piper does not run`);
}

/** One file of lines → one WAV, as a user would call it. Default options: it uses every core whatever one tells it. */
export async function runPiper(lines, { model, config }, sampleRate, folder) {
  const text = join(folder, 'text.txt');
  const wav = join(folder, 'out.wav');
  await writeFile(text, `${lines.join('\n')}\n`);
  const cpuBefore = treeCpuSeconds();
  const started = performance.now();
  const child = spawn(PYTHON, ['-m', 'piper', '-m', model, '-c', config, '-i', text, '-f', wav], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (chunk) => {
    complaints = (complaints + chunk).slice(-2000);
  });
  let memoryMb = 0;
  const watch = setInterval(() => {
    memoryMb = Math.max(memoryMb, peakMemoryMb(child.pid) ?? 0);
  }, MEMORY_POLL_MS);
  const [code] = await once(child, 'close');
  clearInterval(watch);
  if (code !== 0) throw new Error(`piper ended with ${code}: ${complaints}`);
  const { size } = await stat(wav);
  return {
    wallSeconds: (performance.now() - started) / 1000,
    cpuSeconds: treeCpuSeconds() - cpuBefore,
    audioSeconds: (size - WAV_HEADER_BYTES) / 2 / sampleRate,
    memoryMb,
  };
}
