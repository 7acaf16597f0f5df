import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, type Instant, toThrowAway } from '../../core/index.js';
import { ABANDONED_MS, KEPT_MS, MOST_BOOKS_OF_LIMIT, MOST_FILES } from './limits.js';
import { noRoom } from './refusals.js';

/** What lies in the folder: a book (with its facts beside it), the pieces of one, a whole one that is being sent. */
export interface Lying {
  readonly kind: 'book' | 'pieces' | 'part';
  /** Without its ending. */
  readonly name: string;
  readonly bytes: number;
  /** When something was last done with it. */
  readonly at: Instant;
}

const KINDS = { '.book': 'book', '.pieces': 'pieces', '.part': 'part' } as const;
const FACTS = '.json';
/** A book that was looked at so lately is somebody's. */
const IN_USE_MS = 5 * 60_000;

export const bookPath = (folder: string, id: string): string => join(folder, `${id}.book`);
export const factsPath = (folder: string, id: string): string => join(folder, `${id}${FACTS}`);
export const piecesPath = (folder: string, key: string): string => join(folder, `${key}.pieces`);
export const partPath = (folder: string, key: string): string => join(folder, `${key}.part`);

/** A file that goes while it is looked at is passed over. */
export async function stockOf(folder: string): Promise<readonly Lying[]> {
  const names = await readdir(folder);
  const found = names.map(async (file): Promise<readonly Lying[]> => {
    const ending = file.slice(file.lastIndexOf('.'));
    const kind = KINDS[ending as keyof typeof KINDS];
    if (kind === undefined) return [];
    const facts = await stat(join(folder, file)).catch(() => null);
    if (facts === null) return [];
    return [{ kind, name: file.slice(0, -ending.length), bytes: facts.size, at: facts.mtimeMs }];
  });
  return (await Promise.all(found)).flat();
}

/** First what makes it visible. */
export async function throwAway(folder: string, { kind, name }: Pick<Lying, 'kind' | 'name'>): Promise<void> {
  if (kind === 'book') await rm(factsPath(folder, name), { force: true });
  const path = { book: bookPath, pieces: piecesPath, part: partPath }[kind](folder, name);
  await rm(path, { force: true });
}

/** What is too old: a day after it was used last; an upload whose server is gone, much sooner. */
export const isOver = ({ kind, at }: Lying, now: Instant): boolean =>
  at < now - (kind === 'part' ? ABANDONED_MS : KEPT_MS);

/** The bound on everything that is sent here. */
export interface Room {
  /**
   * Holds so many bytes for an upload; old books make way.
   * @returns gives them back
   * @throws WebRefusal (503) when others need the room
   */
  hold(bytes: number): Promise<() => void>;
}

export function createRoom(folder: string, maxUploadBytes: number, clock: Clock): Room {
  const most = MOST_BOOKS_OF_LIMIT * maxUploadBytes;
  let held = 0;
  return {
    hold: async (bytes) => {
      held += bytes;
      const release = (): void => {
        held -= bytes;
      };
      try {
        await makeRoom(folder, most - held, clock.now());
        return release;
      } catch (error) {
        release();
        throw error;
      }
    },
  };
}

/** What is being sent whole counts by what is held for it, not by what of it is here. */
async function makeRoom(folder: string, most: number, now: Instant): Promise<void> {
  const lying = await stockOf(folder);
  const pieces = lying.filter(({ kind }) => kind === 'pieces');
  const books = lying.filter(({ kind }) => kind === 'book');
  const keepBytes = most - sumOf(pieces);
  if (keepBytes < 0 || lying.length - books.length >= MOST_FILES) throw noRoom();
  const old = toThrowAway(books, { keepBytes, olderThan: now - KEPT_MS }, ({ at }) => at > now - IN_USE_MS);
  const tooMany = books.toSorted((a, b) => a.at - b.at).slice(0, Math.max(0, lying.length + 1 - MOST_FILES));
  const goes = new Set([...old, ...tooMany]);
  if (sumOf(books) - sumOf([...goes]) > keepBytes) throw noRoom();
  for (const book of goes) await throwAway(folder, book);
}

const sumOf = (things: readonly { readonly bytes: number }[]): number =>
  things.reduce((sum, { bytes }) => sum + bytes, 0);
