import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { digestOfFile, type ObjectStore } from '../../client/index.js';
import { CODES, EXIT, UserError } from '../../core/index.js';
import { loadSpeech } from '../wiring.js';

/** Pieces of a push that broke off are thrown away after this long: no push of one file takes it. */
const BROKEN_OFF_MS = 60 * 60_000;

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
  const { model, config } = installed.files;
  const own =
    model === undefined || config === undefined
      ? []
      : [
          { object: `${name}/${name}.onnx`, path: model },
          { object: `${name}/${name}.onnx.json`, path: config },
        ];
  const uploads = found.length > 0 ? found : own;
  if (uploads.length === 0) throw nothingToPush(name, installed.engine);
  return Promise.all(uploads.map(async (upload) => ({ ...upload, bytes: (await stat(upload.path)).size })));
}

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
