/** The real `e2a convert --json`, watched from outside: every line with the time it came. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const E2A = fileURLToPath(new URL('../../bin/e2a', import.meta.url));
const ENGINE_CLOCK = new URL('./engine-clock.mjs', import.meta.url).href;

export const isSpeak = (event) => event.task === 'speak';

/**
 * Converts into a data folder of its own and takes it away again.
 * @param until stops the command (SIGTERM) at the first event it is true of; else it runs to its end
 * @returns events with `at` in milliseconds since the command was given, and the model calls by child
 */
export async function convert(book, args, until = () => false) {
  const folder = await mkdtemp(join(tmpdir(), 'e2a-bench-convert-'));
  try {
    const clock = join(folder, 'engine-clock.json');
    const command = ['convert', book, '--data', join(folder, 'data'), '--output', join(folder, 'o.m4b'), '--json'];
    const startedAt = performance.timeOrigin + performance.now();
    const child = spawn(process.execPath, ['--import', ENGINE_CLOCK, E2A, ...command, ...args], {
      env: { ...process.env, E2A_BENCH_ENGINE_CLOCK: clock },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = once(child, 'close');
    let complaints = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
      complaints = (complaints + text).slice(-2000);
    });
    const events = [];
    for await (const line of createInterface({ input: child.stdout })) {
      const event = { ...JSON.parse(line), at: performance.timeOrigin + performance.now() - startedAt };
      events.push(event);
      if (child.exitCode === null && !child.killed && until(event)) child.kill('SIGTERM');
    }
    const [code] = await ended;
    if (code !== 0 && !child.killed) throw new Error(`e2a convert ended with ${code}: ${complaints}`);
    const calls = JSON.parse(await readFile(clock, 'utf8').catch(() => '[]'));
    return { events, startedAt, calls, wallMs: performance.timeOrigin + performance.now() - startedAt };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** First and last instant of the speaking phase, milliseconds since the command. */
export function speakingPhase(events) {
  const from = events.find((event) => event.type === 'work-started' && isSpeak(event))?.at ?? 0;
  const to = events.findLast((event) => event.type === 'work-finished' && isSpeak(event))?.at ?? 0;
  return { from, to };
}
