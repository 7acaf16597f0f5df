import { setTimeout as wait } from 'node:timers/promises';

const POLL_MS = 50;

/** Looks again and again until `look` gives something; for what other processes do, where no signal reaches us. */
export async function eventually<T>(
  what: string,
  limitMs: number,
  look: () => Promise<T | null | undefined | false> | T | null | undefined | false,
): Promise<T> {
  for (const until = Date.now() + limitMs; Date.now() < until; await wait(POLL_MS)) {
    const seen = await look();
    if (seen !== null && seen !== undefined && seen !== false) return seen;
  }
  throw new Error(`${what} did not happen within ${limitMs} ms`);
}
