/** What a schedule could be at best, and what chapter grain makes of it: pure arithmetic on the plan's own texts. */
import { waitMs } from '../support/simulated-engine.mjs';

/** Milliseconds at 1 × of each chapter; a text that was spoken before is a clip that is there already. */
export function chapterWaits(chapters) {
  const known = new Set();
  return chapters.map((chapter) => {
    let sum = 0;
    for (const segment of chapter.segments) {
      if (!known.has(segment.key)) sum += segmentWait(segment);
      known.add(segment.key);
    }
    return sum;
  });
}

export const segmentWait = (segment) => segment.utterances.reduce((sum, { spoken }) => sum + waitMs(spoken), 0);

export const total = (numbers) => numbers.reduce((sum, number) => sum + number, 0);

/** Milliseconds: all waiting time over all speeds. */
export const idealMs = (waits, speeds) => total(waits) / total(speeds);

/** One task per chapter, in book order; whoever is free takes the next. Milliseconds. */
export function chapterGrainMs(waits, speeds) {
  const free = speeds.map(() => 0);
  for (const wait of waits) {
    const worker = free.indexOf(Math.min(...free));
    free[worker] += wait / speeds[worker];
  }
  return Math.max(...free);
}

/** The ideal when the sum of speeds changes at `changeMs` after the start. */
export function idealWithChangeMs(waits, speedsBefore, changeMs, speedsAfter) {
  const left = total(waits) - changeMs * total(speedsBefore);
  return left <= 0 ? idealMs(waits, speedsBefore) : changeMs + left / total(speedsAfter);
}

/**
 * Where the slots' time went between `from` and `to`, as shares of slots × (to − from).
 * @param spans by slot: [begin, end, planned ms]
 */
export function slotTime(spans, from, to) {
  const sums = { speaking: 0, late: 0, before: 0, between: 0, after: 0 };
  const gaps = [];
  for (const calls of spans) {
    let free = from;
    for (const [begin, end, planned] of calls) {
      const gap = Math.max(0, begin - free);
      if (free === from) sums.before += gap;
      else {
        sums.between += gap;
        gaps.push({ ms: gap, at: free - from });
      }
      sums.speaking += planned;
      sums.late += Math.max(0, end - begin - planned);
      free = end;
    }
    sums.after += Math.max(0, to - free);
  }
  const whole = spans.length * (to - from);
  const shares = Object.fromEntries(Object.entries(sums).map(([name, ms]) => [name, ms / whole]));
  return { ...shares, gaps: gaps.toSorted((a, b) => b.ms - a.ms) };
}
