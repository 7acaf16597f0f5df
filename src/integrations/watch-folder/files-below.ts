import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Folders below the watched one that are looked into: a library has `author/title/`. */
export const DEEPEST = 5;
/** More than any library; what comes after them is not seen. */
const MOST_FILES = 200_000;

/** Every file below a folder, links and what cannot be opened left out. */
export async function* filesBelow(folder: string): AsyncIterable<string> {
  const waiting = [{ place: folder, depth: 0 }];
  let files = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { place, depth } = next;
    for (const entry of await readdir(place, { withFileTypes: true }).catch(() => [])) {
      if (entry.isDirectory() && depth < DEEPEST) waiting.push({ place: join(place, entry.name), depth: depth + 1 });
      if (!entry.isFile()) continue;
      if (++files > MOST_FILES) return;
      yield join(place, entry.name);
    }
  }
}
