import { bookBehavior, chapterBehavior } from '../actors/index.js';
import type { Cluster, ObjectStore } from '../cluster/ports/index.js';
import { isJsonObject, type JobId } from '../core/index.js';

/**
 * Takes away what belongs to a job alone: its chapters' checkpoints, their audio, its finished files, its plans, what
 * workers are told of it. Repeatable. Clips stay, other books may have them; the e-book itself stays as well: it is
 * named by its bytes, and whether another job has it only a look at every job would tell.
 */
export async function removeJob(job: JobId, cluster: Cluster): Promise<void> {
  // Chapters first: what is gone asks for nothing more.
  const chapters = await cluster.checkpoints.list(chapterBehavior.kind, job);
  for (const chapter of chapters) await cluster.checkpoints.remove(chapter);
  for (const store of [cluster.audio, cluster.books]) await removeObjects(store, `${job}/`);
  await cluster.control.forget(job);
}

async function removeObjects(store: ObjectStore, prefix: string): Promise<void> {
  for (const { name } of await store.list(prefix)) await store.remove(name);
}

/** Takes the Book's own checkpoint away, unless somebody has ordered the book again. */
export async function removeTombstone(job: JobId, cluster: Pick<Cluster, 'checkpoints'>): Promise<void> {
  const address = { kind: bookBehavior.kind, job };
  const state = (await cluster.checkpoints.load(address))?.checkpoint.state;
  if (isJsonObject(state) && state['phase'] === 'removed') await cluster.checkpoints.remove(address);
}
