import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { z } from 'zod';
import { type Clock, type Instant, parseJson } from '../../core/index.js';
import { writeWhole } from '../../ordering/index.js';
import { bookName } from './book-name.js';
import { STALLED_MS } from './limits.js';
import { createPieces, type PieceEnd, type PieceRequest } from './pieces.js';
import { receive } from './receive.js';
import { empty, noSuchBook, tooLarge } from './refusals.js';
import { bookPath, createRoom, factsPath, isOver, partPath, piecesPath, stockOf, throwAway } from './stock.js';

/** A book that was sent. */
export interface KeptBook {
  /** sha256 of its bytes, hex. */
  readonly id: string;
  readonly fileName: string;
  readonly bytes: number;
  /** When it was used last; it is kept for a day from then. */
  readonly usedAt: Instant;
}

/** Books between their sending and their order. What is in it is whole: an upload that breaks off leaves nothing. */
export interface Shelf {
  /** @param declared bytes, as the sender says; null: it does not. Throws WebRefusals (400, 408, 413, 503). */
  take(name: string, body: ReadableStream<Uint8Array> | null, declared: number | null): Promise<KeptBook>;
  /** The book as soon as its last piece is here. Throws WebRefusals (400, 408, 409, 413, 503). */
  takePiece(name: string, piece: PieceRequest): Promise<KeptBook | Extract<PieceEnd, { type: 'more' }>>;
  /** Where the next piece of an upload begins. */
  offset(upload: string): Promise<number>;
  /** @throws WebRefusal (404) */
  find(id: string): Promise<KeptBook>;
  /** @throws WebRefusal (404) */
  read(id: string): Promise<{ readonly book: KeptBook; readonly bytes: Uint8Array }>;
  /** @throws WebRefusal (404) */
  remove(id: string): Promise<void>;
  /** Throws away what is too old. @returns how many */
  sweep(): Promise<number>;
}

const FACTS = z.object({ fileName: z.string(), bytes: z.number() });
const ID = /^[0-9a-f]{64}$/;
/** What somebody reads is no other user's business. */
const OURS_ALONE = 0o700;

export async function createShelf(folder: string, maxUploadBytes: number, clock: Clock): Promise<Shelf> {
  await mkdir(folder, { recursive: true, mode: OURS_ALONE });
  const room = createRoom(folder, maxUploadBytes, clock);
  const pieces = createPieces(folder, maxUploadBytes, room);
  const find = (id: string): Promise<KeptBook> => findBook(folder, id, clock.now());
  const keep = (name: string, path: string, facts: { readonly digest: string; readonly bytes: number }) =>
    keepBook(folder, path, facts.digest, { fileName: bookName(name), bytes: facts.bytes }, clock.now());
  return {
    find,
    take: async (name, body, declared) => {
      if (declared !== null && declared > maxUploadBytes) throw tooLarge(maxUploadBytes);
      const release = await room.hold(declared ?? maxUploadBytes);
      const path = partPath(folder, randomUUID());
      try {
        return await keep(name, path, await receiveWhole(path, body, maxUploadBytes));
      } finally {
        await rm(path, { force: true });
        release();
      }
    },
    takePiece: async (name, piece) => {
      const end = await pieces.add(piece);
      return end.type === 'more' ? end : keep(name, piecesPath(folder, end.key), end);
    },
    offset: pieces.offset,
    read: async (id) => ({ book: await find(id), bytes: await readFile(bookPath(folder, id)) }),
    remove: async (id) => {
      await find(id);
      await throwAway(folder, { kind: 'book', name: id });
    },
    sweep: async () => {
      const over = (await stockOf(folder)).filter((thing) => isOver(thing, clock.now()));
      for (const thing of over) await throwAway(folder, thing);
      return over.length;
    },
  };
}

async function receiveWhole(path: string, body: ReadableStream<Uint8Array> | null, most: number) {
  const tooMuch = () => tooLarge(most);
  const received = await receive(body, { path, from: 0, most, tooMuch, stalledMs: STALLED_MS });
  if (received.bytes === 0) throw empty();
  return received;
}

/** The bytes first; the book is there when its facts are. */
async function keepBook(
  folder: string,
  path: string,
  id: string,
  facts: z.output<typeof FACTS>,
  now: Instant,
): Promise<KeptBook> {
  await rename(path, bookPath(folder, id));
  await writeWhole(factsPath(folder, id), JSON.stringify(facts));
  await touch(folder, id, now);
  return { id, ...facts, usedAt: now };
}

async function findBook(folder: string, id: string, now: Instant): Promise<KeptBook> {
  if (!ID.test(id)) throw noSuchBook(id);
  const text = await readFile(factsPath(folder, id), 'utf8').catch(() => '');
  const read = parseJson(text);
  const facts = FACTS.safeParse(read.ok ? read.value : null);
  const size = await stat(bookPath(folder, id)).then(
    (file) => file.size,
    () => -1,
  );
  if (!facts.success || size !== facts.data.bytes) throw noSuchBook(id);
  await touch(folder, id, now);
  return { id, ...facts.data, usedAt: now };
}

/** Files of another clock are swept by ours. */
const touch = (folder: string, id: string, now: Instant): Promise<void> =>
  utimes(bookPath(folder, id), now / 1000, now / 1000);
