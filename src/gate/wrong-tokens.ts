import { CODES, type Failure, type Instant } from '../core/index.js';

/** Wrong tokens from one address in a minute: a person mistypes twice, a program that has an old one sends thousands. */
const MOST_WRONG = 10;
const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;
/** Addresses remembered; what a network of more of them may try is bounded by the length of tokens alone. */
const MOST_ADDRESSES = 10_000;

/**
 * Counts wrong tokens by address. Right ones are neither counted nor held up: behind a proxy everybody has one address,
 * and one person's old script must lock nobody out. So this bounds no guessing: the length of tokens does.
 */
export interface WrongTokens {
  /** One more. @returns 0, or after how many seconds it would be one of the few that are borne */
  count(address: string): number;
}

export function createWrongTokens(now: () => Instant): WrongTokens {
  const byAddress = new Map<string, readonly Instant[]>();
  return {
    count: (address) => {
      const at = now();
      const recent = (byAddress.get(address) ?? []).filter((time) => time > at - MINUTE_MS);
      const [first] = recent;
      if (first !== undefined && recent.length >= MOST_WRONG)
        return Math.max(1, Math.ceil((first + MINUTE_MS - at) / SECOND_MS));
      byAddress.delete(address);
      byAddress.set(address, [...recent, at]);
      const [oldest] = byAddress.keys();
      if (byAddress.size > MOST_ADDRESSES && oldest !== undefined) byAddress.delete(oldest);
      return 0;
    },
  };
}

/** What the sender of one too many is told, with 429. */
export const tooManyWrong = (seconds: number): Failure => ({
  code: CODES.tooOften,
  what: 'That token is not known here, and too many wrong ones came from your address.',
  why: `${MOST_WRONG} in a minute are the limit. A right one comes in at any time.`,
  fix: `look for what sends an old token, and wait ${seconds} s; a new one is made by: e2a config token`,
});
