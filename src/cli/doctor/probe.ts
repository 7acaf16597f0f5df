import { toFailure, CODES, toError } from '../../core/index.js';

/** One thing looked at. */
export interface Finding {
  readonly name: string;
  readonly state: 'ok' | 'missing' | 'skipped';
  /** What was found, or what is wrong. */
  readonly found: string;
  readonly fix?: string | undefined;
}

/** A look at one need of e2a; resolves with what was found, throws when it is not usable. */
export interface Probe {
  readonly name: string;
  /** Null: not needed here (`found` says why). */
  look(): Promise<string | { readonly skipped: string }>;
  /** Where the error itself knows no better. */
  readonly fix: string;
}

/** Every probe at once; one that breaks is a finding, not an error. */
export function examine(probes: readonly Probe[]): Promise<readonly Finding[]> {
  return Promise.all(probes.map(examineOne));
}

async function examineOne({ name, look, fix }: Probe): Promise<Finding> {
  try {
    const seen = await look();
    if (typeof seen === 'string') return { name, state: 'ok', found: seen };
    return { name, state: 'skipped', found: seen.skipped };
  } catch (error) {
    const failure = toFailure(error, CODES.internal);
    const why = failure.why === undefined ? '' : ` ${failure.why}`;
    return {
      name,
      state: 'missing',
      found: `${failure.what || toError(error).message}${why}`,
      fix: failure.fix ?? fix,
    };
  }
}
