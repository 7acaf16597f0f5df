import type { JobStatus, Measured } from '../../client/index.js';
import { stateWords } from './changes.js';
import { amountsOf } from './progress-block.js';

/** `A Tale: speaking, 43.2 %, 12/30 chapters, 14.2 × real time, 1 h 20 min left` */
export function progressLine(status: JobStatus, measured: Measured): string {
  const { job, title, paused, waitingFor } = status;
  const waits = waitingFor === null || paused ? [] : [`waiting for ${waitingFor}`];
  const said = [stateWords(status), ...amountsOf(status, measured), ...waits];
  return `${title === '' ? job : title}: ${said.join(', ')}`;
}
