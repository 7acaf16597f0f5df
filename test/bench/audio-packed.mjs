/** A book put together by a process of its own: its time, and the memory of it and of all it starts, at the worst moment. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { descendants, memoryMb, treeCpuSeconds } from './processes.mjs';

const POLL_MS = 50;
const PACKAGER = new URL('./audio-packager.mjs', import.meta.url).pathname;

/** @param order path of what the packager is to do; `outPath` is what comes of it */
export async function packed(order, outPath) {
  const [started, cpuBefore] = [performance.now(), treeCpuSeconds()];
  const packager = spawn(process.execPath, [PACKAGER, order], { stdio: 'inherit' });
  const peak = { together: 0, node: 0 };
  const watch = setInterval(() => {
    const pids = [packager.pid, ...descendants(packager.pid).map(({ pid }) => pid)];
    const now = pids.map((pid) => memoryMb(pid) ?? 0);
    peak.node = Math.max(peak.node, now[0]);
    peak.together = Math.max(
      peak.together,
      now.reduce((sum, mb) => sum + mb, 0),
    );
  }, POLL_MS);
  const [code] = await once(packager, 'exit');
  clearInterval(watch);
  if (code !== 0) throw new Error(`the packager ended with ${code}`);
  const { size: bytes } = await stat(outPath);
  return { wall: (performance.now() - started) / 1000, cpu: treeCpuSeconds() - cpuBefore, peak, bytes };
}
