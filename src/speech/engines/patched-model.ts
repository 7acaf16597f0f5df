import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { CODES, EXIT, toError, UserError } from '../../core/index.js';
import { fileLength } from '../voices/index.js';
import { UnpatchableModelError, WireFormatError } from './onnx-graph/index.js';

/** A model and what is to be made of it. */
export interface ModelPatch {
  /** Absolute path. */
  readonly model: string;
  /** sha256 of it. */
  readonly digest: string;
  /** Of the patch: raise it when the same model would be patched differently. */
  readonly version: number;
  /** The new file as slices, to be written one after another. */
  readonly patch: (model: Uint8Array) => readonly Uint8Array[];
}

/** Digits of the model's digest in the copy's name: a model that was replaced must not find the old copy. */
const DIGEST_DIGITS = 8;

/** Copies being made in this process: many slots open at once, one of them does the work. */
const beingMade = new Map<string, Promise<string>>();

/** `voice.onnx` → `voice.58afce03.patched-v1.onnx`, beside it. */
const patchedPath = ({ model, digest, version }: ModelPatch): string =>
  model.replace(/(?:\.onnx)?$/, `.${digest.slice(0, DIGEST_DIGITS)}.patched-v${version}.onnx`);

/**
 * The path of the patched copy; it is made when it is not there yet, whole or not at all.
 * @throws UserError (exit 7): the model is none, cannot be patched, or the copy cannot be written.
 */
export async function patchedModel(patch: ModelPatch): Promise<string> {
  const path = patchedPath(patch);
  if ((await fileLength(path)) !== null) return path;
  const running = beingMade.get(path) ?? makeCopy(patch, path).finally(() => beingMade.delete(path));
  beingMade.set(path, running);
  return running;
}

async function makeCopy({ model, patch }: ModelPatch, path: string): Promise<string> {
  const temporary = `${path}.${randomUUID()}.part`;
  try {
    await writeWhole(temporary, patch(await readFile(model)));
    await rename(temporary, path);
    return path;
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw explain(error, model);
  }
}

/** On disk before it gets its name: a crash of the machine must not leave an empty model. */
async function writeWhole(path: string, parts: readonly Uint8Array[]): Promise<void> {
  const file = await open(path, 'wx');
  try {
    for (const part of parts) await file.writeFile(part);
    await file.sync();
  } finally {
    await file.close();
  }
}

function explain(thrown: unknown, model: string): UserError {
  const error = toError(thrown);
  const isModelsFault = error instanceof WireFormatError || error instanceof UnpatchableModelError;
  const failure = isModelsFault
    ? { what: `The model ${model} cannot be used.`, fix: 'Fetch it again, or choose another voice: e2a voices' }
    : {
        what: `The patched copy of ${model} cannot be written.`,
        fix: 'Make the folder writable, or make room on its disk.',
      };
  return new UserError({ code: CODES.voiceDamaged, why: error.message, ...failure }, EXIT.unavailable, {
    cause: error,
  });
}
