import type { Client, JobStatus } from '../../client/index.js';
import { toError } from '../../core/index.js';
import { isFinal } from '../follow.js';
import type { CommandContext } from '../surroundings.js';

/** Jobs named in the line; the page has all of them. */
const NAMED = 3;

/** `http://127.0.0.1:7860: A Tale 43.2 %, Walden 3.0 % and 2 more` */
export function upLine(url: string, jobs: readonly JobStatus[]): string {
  const running = jobs.filter((job) => !isFinal(job));
  const named = running.slice(0, NAMED).map(({ title, job, percent }) => `${title || job} ${percent.toFixed(1)} %`);
  const more = running.length > NAMED ? ` and ${running.length - NAMED} more` : '';
  return `${url}: ${named.length === 0 ? 'no job runs' : `${named.join(', ')}${more}`}`;
}

/** Answers who asks how far it is. @returns takes the answer away again */
export function tellsProgress(client: Client, url: string, { progress, words }: CommandContext): () => void {
  const tell = async (): Promise<void> => {
    const said = client.jobs().then(
      (jobs) =>
        upLine(
          url,
          jobs.map(({ status }) => status),
        ),
      (error: unknown) => `${url}: ${toError(error).message}`,
    );
    words.write(`${await said}\n`);
  };
  return progress.register(() => void tell());
}
