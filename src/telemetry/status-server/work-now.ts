import type { LifecycleEvent, Telemetry } from '../../cluster/ports/index.js';
import type { Instant } from '../../core/index.js';

/** One item that is being worked on. */
export interface Doing {
  readonly job: string;
  /** `ch-003`, or `book`. */
  readonly chapter: string;
  /** `0042`, or the verb. */
  readonly item: string;
  /** `speak`, `join`, … */
  readonly task: string;
  readonly since: Instant;
}

/** What this process works on, as its telemetry tells; the oldest first. */
export interface WorkNow {
  readonly telemetry: Telemetry;
  doing(): readonly Doing[];
}

export function workNow(now: () => Instant): WorkNow {
  const begun = new Map<string, Doing>();
  return {
    telemetry: { emit: (event) => note(event, begun, now) },
    doing: () => [...begun.values()],
  };
}

function note(event: LifecycleEvent, begun: Map<string, Doing>, now: () => Instant): void {
  switch (event.type) {
    case 'work-started': {
      const [job = '', chapter = '', item = ''] = event.id.split('/');
      begun.set(event.id, { job, chapter, item, task: event.task, since: now() });
      break;
    }
    case 'work-finished':
    case 'work-retried':
    case 'work-given-up':
    case 'work-returned':
      begun.delete(event.id);
      break;
    default:
      break;
  }
}
