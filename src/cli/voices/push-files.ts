import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { digestOfFile, type ObjectStore } from '../../client/index.js';
import { CODES, EXIT, UserError } from '../../core/index.js';
import { loadSpeech } from '../wiring.js';

/** Pieces of a push that broke off are thrown away after this long: no push of one file takes it. */
const BROKEN_OFF_MS = 60 * 60_000;

/** What a voice of the user's own may be licensed by, beside its model. */
const CARD = 'MODEL_CARD';

/** A file of a voice, and where it goes. */
export interface VoiceUpload {
  /** `FOLDER/FILE`: as in a voices folder. */
  readonly object: string;
  /** Absolute. */
  readonly path: string;
  readonly bytes: number;
}

/** @throws UserError: no such voice (exit 5), not installed or damaged (exit 7), one that has no files (exit 2) */
export async function uploadsOf(name: string, folder: string): Promise<readonly VoiceUpload[]> {
  const { installedVoice, voiceFacts } = await loadSpeech();
  const installed = await installedVoice(name, folder);
  const { files } = await voiceFacts(name, folder);
  const known = files.filter(({ state }) => state === 'there');
  const found = known.map(({ part, file, path }) => ({ object: `${part.folder}/${file.name}`, path }));
  const uploads = found.length > 0 ? found : Object.values(installed.files).map((path) => ownUpload(name, path));
  const [first] = uploads;
  if (first === undefined) throw nothingToPush(name, installed.engine);
  const card = found.length > 0 ? [] : [ownUpload(name, join(dirname(first.path), CARD))];
  const sized = await Promise.all(
    [...uploads, ...card].map(async (upload) => ({ ...upload, size: await sizeOf(upload.path) })),
  );
  return sized.flatMap(({ size, ...upload }) => (size === null ? [] : [{ ...upload, bytes: size }]));
}

/** Wherever it lies here, in the store it lies in a folder of its name. */
const ownUpload = (name: string, path: string) => ({ object: `${name}/${basename(path)}`, path });

const sizeOf = (path: string): Promise<number | null> =>
  stat(path).then(
    ({ size }) => size,
    () => null,
  );

/** @returns false when it lay there already */
export async function pushFile(store: ObjectStore, upload: VoiceUpload, voice: string): Promise<boolean> {
  const there = await store.info(upload.object);
  if (there !== null && there.digest === (await digestOfFile(upload.path))) return false;
  await store.put(upload.object, createReadStream(upload.path), `of the voice ${voice}`);
  return true;
}

/** @param now the server's time */
export const sweepBrokenPushes = (store: ObjectStore, now: number): Promise<number> => store.sweep(now - BROKEN_OFF_MS);

const nothingToPush = (name: string, engine: string): UserError =>
  new UserError(
    { code: CODES.usage, what: `The voice ${name} has no files.`, why: `The engine ${engine} needs none on any node.` },
    EXIT.usage,
  );
