import type { Settings } from '../../config/index.js';
import { CODES, EXIT, nearest, UserError } from '../../core/index.js';
import type { Pace, PauseName } from '../../planning/index.js';
import { loadPlanning } from '../wiring.js';

/**
 * What the settings say of a book's pace.
 * @throws UserError (exit 2) for a pause that nobody knows
 */
export async function paceOf({ speed, pauses }: Pick<Settings, 'speed' | 'pauses'>): Promise<Pace> {
  if (Object.keys(pauses).length === 0) return { speed, pauses: {} };
  const { PAUSE_NAMES: names } = await loadPlanning();
  const isKnown = (name: string): name is PauseName => names.some((known) => known === name);
  const unknown = Object.keys(pauses).find((name) => !isKnown(name));
  if (unknown !== undefined) throw unknownPause(unknown, names);
  return { speed, pauses };
}

function unknownPause(name: string, names: readonly PauseName[]): UserError {
  const meant = nearest(name, names);
  return new UserError(
    {
      code: CODES.usage,
      what: `There is no pause called "${name}"; there are ${names.join(', ')}.`,
      why: meant === null ? undefined : `Did you mean ${meant}?`,
      fix: `--pause ${meant ?? 'paragraph'}=0.9, or pace.pauses in e2a.toml`,
    },
    EXIT.usage,
  );
}
