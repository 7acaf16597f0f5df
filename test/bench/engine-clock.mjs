/**
 * Loaded before the product (`node --import`): notes when each inference child is given something to say and when it answers,
 * seen from its parent. The product knows nothing of it. Written to `E2A_BENCH_ENGINE_CLOCK` when the process ends.
 */
import childProcess from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** By child: its calls as [begin, end], milliseconds since 1970. */
export const callsByChild = new Map();

const fork = childProcess.fork;
childProcess.fork = (...args) => {
  const child = fork(...args);
  if (!String(args[0]).includes('piper-child')) return child;
  const calls = [];
  callsByChild.set(child.pid, calls);
  let begun = null;
  const send = child.send.bind(child);
  child.send = (question, ...more) => {
    if (question?.type === 'ask') begun = now();
    return send(question, ...more);
  };
  child.on('message', () => {
    if (begun !== null) calls.push([begun, now()]);
    begun = null;
  });
  return child;
};
syncBuiltinESMExports();

function now() {
  return performance.timeOrigin + performance.now();
}

const path = process.env.E2A_BENCH_ENGINE_CLOCK;
if (path !== undefined) process.on('exit', () => writeFileSync(path, JSON.stringify([...callsByChild.values()])));

/**
 * What the children did between two instants, as shares of (wall × children): at work, before their first call, between
 * calls, and after their last one.
 */
export function occupancy(calls, from, to) {
  const whole = (to - from) * calls.length;
  const sum = { model: 0, before: 0, between: 0, after: 0 };
  for (const child of calls) {
    const own = child.filter(([begin, end]) => end > from && begin < to);
    let last = from;
    for (const [index, [begin, end]] of own.entries()) {
      sum[index === 0 ? 'before' : 'between'] += Math.max(0, begin - last);
      sum.model += Math.min(end, to) - Math.max(begin, from);
      last = Math.min(end, to);
    }
    sum.after += to - last;
  }
  return Object.fromEntries(Object.entries(sum).map(([name, ms]) => [name, ms / whole]));
}
