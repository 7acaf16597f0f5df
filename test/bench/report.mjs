/** How measurements are printed: one line of raw numbers a round, then ratios with their targets. */
import { loadavg } from 'node:os';

export const heading = (name, what) => console.log(`\n== ${name}: ${what}\n   ${machineNow()}`);

/** Timings taken beside other work mean little, so every block says how busy the machine was. */
export const machineNow = () =>
  `load ${loadavg()
    .map((load) => load.toFixed(2))
    .join(' ')} at ${new Date().toISOString().slice(0, 19)}Z`;

/** Raw numbers with units: `row('round 1', { 'e2a wall': [12.3, 's'] })`. */
export function row(name, values) {
  const texts = Object.entries(values).map(([what, [value, unit]]) => `${what} ${digits(value)} ${unit}`.trim());
  console.log(`   ${name.padEnd(22)} ${texts.join(' · ')}`);
}

/** A number with what it should be; `better` is `>=` or `<=` (or null where there is no target). */
export function verdict(what, value, unit, better = null, target = null) {
  const met = better === null ? null : better === '>=' ? value >= target : value <= target;
  const aim =
    better === null ? '' : `  (target ${better === '>=' ? '≥' : '≤'} ${target} ${unit}) ${met ? 'met' : 'MISSED'}`;
  console.log(`   → ${what}: ${digits(value)} ${unit}${aim}`);
  return met;
}

export const note = (text) => console.log(`   ${text}`);

/** A benchmark that cannot run here says so where nobody overlooks it. */
export const skip = (why) => console.log(`   SKIPPED: ${why}`);

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function digits(value) {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size >= 100) return value.toFixed(0);
  return value.toFixed(size >= 10 ? 1 : size >= 0.1 ? 2 : 4);
}
