import { fanOut, type LifecycleEvent, type Telemetry } from '../../telemetry/index.js';

/** Names shown of what is waited for. */
const NAMES_SHOWN = 3;

/** What a node has begun and not ended, as its telemetry tells. */
export interface WorkInHand {
  readonly telemetry: Telemetry;
  /** From now on it is counted how work ends. */
  startCounting(): void;
  /** `2 segments (a-book/ch-001/0004/1, …)`, or null when there is nothing. */
  waitingFor(): string | null;
  /** `2 segments (a-book/ch-001/0004/1, …) in hand; 41 done since it began`. */
  progress(): string;
  /** How what was in hand has ended since counting began. */
  outcome(): string;
}

/** @param telemetry hears everything, too */
export function watchWork(telemetry: Telemetry): WorkInHand {
  const begun = new Map<string, string>();
  let counting = false;
  const ends = { finished: 0, returned: 0, left: 0 };
  let finished = 0;
  const note = (event: LifecycleEvent): void => {
    if (event.type === 'work-started') begun.set(event.id, event.task);
    const end = endOf(event);
    if (end === null) return;
    const wasBegun = begun.delete(end.id);
    if (end.how === 'finished') finished += 1;
    if (counting && wasBegun) ends[end.how] += 1;
  };
  return {
    telemetry: fanOut(telemetry, { emit: note }),
    startCounting: () => {
      counting = true;
    },
    waitingFor: () => (begun.size === 0 ? null : namesOf([...begun])),
    progress: () => `${begun.size === 0 ? 'nothing is' : namesOf([...begun])} in hand; ${finished} done since it began`,
    outcome: () => {
      const left = ends.left + begun.size;
      const parts = [
        ends.finished > 0 ? [`${ends.finished} finished`] : [],
        ends.returned > 0 ? [`${ends.returned} handed back for another node`] : [],
        left > 0 ? [`${left} left to be tried again`] : [],
      ].flat();
      return parts.length === 0 ? 'nothing was in hand' : parts.join(', ');
    },
  };
}

interface End {
  readonly id: string;
  readonly how: 'finished' | 'returned' | 'left';
}

function endOf(event: LifecycleEvent): End | null {
  switch (event.type) {
    case 'work-finished':
      return { id: event.id, how: 'finished' };
    case 'work-returned':
      return { id: event.id, how: 'returned' };
    case 'work-retried':
    case 'work-given-up':
      return { id: event.id, how: 'left' };
    default:
      return null;
  }
}

/** @param begun ids with their tasks */
function namesOf(begun: readonly (readonly [id: string, task: string])[]): string {
  const segments = begun.filter(([, task]) => task === 'speak').length;
  const others = begun.length - segments;
  const counts = [counted(segments, 'segment'), counted(others, 'media task')].flat().join(' and ');
  const names = begun.slice(0, NAMES_SHOWN).map(([id]) => id);
  return `${counts} (${[...names, ...(begun.length > NAMES_SHOWN ? ['…'] : [])].join(', ')})`;
}

const counted = (n: number, thing: string): readonly string[] =>
  n === 0 ? [] : [`${n} ${thing}${n === 1 ? '' : 's'}`];
