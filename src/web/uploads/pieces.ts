import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat, truncate } from 'node:fs/promises';
import { receive } from './receive.js';
import { empty, pieceTooLarge, tooLarge, twoAtOnce, wrongOffset } from './refusals.js';
import { piecesPath, type Room } from './stock.js';
import { STALLED_MS } from './limits.js';

/** Below every limit that is met on the way: proxies that take 10 MB, front doors that take 100. */
export const MOST_PIECE_BYTES = 8 * 1024 ** 2;

export interface PieceRequest {
  /** What the sender calls this upload; the same for all its pieces. */
  readonly upload: string;
  readonly offset: number;
  /** Of the whole book. */
  readonly length: number;
  readonly body: ReadableStream<Uint8Array> | null;
}

/** How far an upload is: the next piece is wanted, or all of it lies in the file `whole`. */
export type PieceEnd =
  | { readonly type: 'more'; readonly offset: number }
  | { readonly type: 'whole'; readonly key: string; readonly bytes: number; readonly digest: string };

/** Uploads in pieces; each piece is added as a whole or not at all. */
export interface Pieces {
  /** What is here of an upload; 0 for one that is not known. */
  offset(upload: string): Promise<number>;
  /** @throws WebRefusal: not the next piece (409), two at once (409), too large (413), broken off */
  add(request: PieceRequest): Promise<PieceEnd>;
}

export function createPieces(folder: string, maxUploadBytes: number, room: Room): Pieces {
  const busy = new Set<string>();
  const offset = (upload: string): Promise<number> => sizeOf(piecesPath(folder, keyOf(upload)));
  return {
    offset,
    add: async (request) => {
      const key = keyOf(request.upload);
      if (request.length > maxUploadBytes) throw tooLarge(maxUploadBytes);
      if (busy.has(key)) throw twoAtOnce();
      busy.add(key);
      const release = await room.hold(Math.min(MOST_PIECE_BYTES, request.length)).catch((error: unknown) => {
        busy.delete(key);
        throw error;
      });
      try {
        return await addPiece(piecesPath(folder, key), key, request);
      } finally {
        release();
        busy.delete(key);
      }
    },
  };
}

async function addPiece(path: string, key: string, { offset, length, body }: PieceRequest): Promise<PieceEnd> {
  const here = await sizeOf(path);
  if (offset !== here || length < here) throw wrongOffset(here);
  if (length === 0) throw empty();
  const most = Math.min(MOST_PIECE_BYTES, length - here);
  const tooMuch = () => pieceTooLarge(most);
  const piece = { path, from: here, most, tooMuch, stalledMs: STALLED_MS };
  const { bytes } = await receive(body, piece).catch(async (error: unknown) => {
    await truncate(path, here).catch(() => undefined);
    throw error;
  });
  if (here + bytes < length) return { type: 'more', offset: here + bytes };
  return { type: 'whole', key, bytes: length, digest: await digestOf(path) };
}

/** What a sender calls an upload is no name of a file. */
const keyOf = (upload: string): string => createHash('sha256').update(upload).digest('hex');

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}
