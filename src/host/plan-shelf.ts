import type { ObjectStore } from '../cluster/ports/index.js';
import type { ChapterPlan } from '../planning/index.js';
import { collect, openObject } from './objects.js';

/** Parsed plans kept at hand: a host works on a few chapters at a time. */
const PLANS_KEPT = 16;

export interface PlanShelf {
  /** The immutable plan of that object name. Throws TerminalError when the store has it no longer. */
  load(name: string): Promise<ChapterPlan>;
}

export function openPlanShelf(books: ObjectStore): PlanShelf {
  const shelf = new Map<string, Promise<ChapterPlan>>();
  return {
    load(name) {
      const kept = shelf.get(name);
      if (kept !== undefined) return kept;
      const loading = fetchPlan(books, name);
      shelf.set(name, loading);
      loading.catch(() => shelf.delete(name));
      for (const oldest of shelf.keys()) {
        if (shelf.size <= PLANS_KEPT) break;
        shelf.delete(oldest);
      }
      return loading;
    },
  };
}

async function fetchPlan(books: ObjectStore, name: string): Promise<ChapterPlan> {
  const bytes = await collect(await openObject(books, name));
  return JSON.parse(Buffer.from(bytes).toString('utf8')) as ChapterPlan;
}
