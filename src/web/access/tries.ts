import { CODES, type Clock, type Instant } from '../../core/index.js';
import { WebRefusal } from '../errors/index.js';

/** Wrong tokens from one address in a minute: a person mistypes twice, a program guesses thousands. */
const MOST_TRIES = 10;
const MINUTE_MS = 60_000;
/** Addresses remembered; a network that has more of them to try from is another's problem. */
const MOST_ADDRESSES = 10_000;

/** Counts wrong tokens by address. */
export interface Tries {
  /** @throws WebRefusal (429) after too many wrong ones, whatever comes now */
  demandFewer(address: string): void;
  wrong(address: string): void;
}

export function createTries(clock: Clock): Tries {
  const byAddress = new Map<string, readonly Instant[]>();
  const recent = (address: string): readonly Instant[] =>
    (byAddress.get(address) ?? []).filter((at) => at > clock.now() - MINUTE_MS);
  return {
    demandFewer: (address) => {
      const [first, ...others] = recent(address);
      if (first === undefined || others.length + 1 < MOST_TRIES) return;
      throw tooOften(Math.ceil((first + MINUTE_MS - clock.now()) / 1000));
    },
    wrong: (address) => {
      const times = [...recent(address), clock.now()].slice(-MOST_TRIES);
      byAddress.delete(address);
      byAddress.set(address, times);
      const [oldest] = byAddress.keys();
      if (byAddress.size > MOST_ADDRESSES && oldest !== undefined) byAddress.delete(oldest);
    },
  };
}

const tooOften = (seconds: number): WebRefusal =>
  new WebRefusal(
    429,
    {
      code: CODES.tooOften,
      what: 'Too many wrong tokens came from your address.',
      why: `${MOST_TRIES} in a minute are the limit.`,
      fix: `wait ${seconds} s, then try again; a new token is made by: e2a config token`,
    },
    { headers: { 'Retry-After': String(seconds) } },
  );
