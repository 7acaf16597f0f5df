import type { Cluster } from '../../cluster/ports/index.js';
import type { Clock } from '../../core/index.js';
import type { PlanShelf } from '../plan-shelf.js';
import type { Planner } from '../reading/plan-in-hand.js';

/** What every performer has at hand. */
export interface MediaContext {
  readonly cluster: Cluster;
  readonly plans: PlanShelf;
  readonly planner: Planner;
  /** For temporary files; on a real disk. */
  readonly workFolder: string;
  readonly clock: Clock;
  readonly node: string;
  /** Of this program. */
  readonly version: string;
  /** Whether another host may read what needs this program. */
  readonly mayReadElsewhere: (program: string) => boolean;
}
