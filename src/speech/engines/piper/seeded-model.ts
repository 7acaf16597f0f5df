import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { CODES, EXIT, toError, UserError } from '../../../core/index.js';
import { fileLength } from '../../voices/index.js';
import { patchSeed, SEED_PATCH_VERSION, UnpatchableModelError, WireFormatError } from '../onnx-graph/index.js';

/** Digits of the model's digest in the copy's name: a model that was replaced must not find the old copy. */
const DIGEST_DIGITS = 8;

/** Copies being made in this process: many slots open at once, one of them does the work. */
const beingMade = new Map<string, Promise<string>>();

/** `voice.onnx` → `voice.58afce03.patched-v1.onnx`, beside it. */
function seededModelPath(model: string, digest: string): string {
  const mark = `${digest.slice(0, DIGEST_DIGITS)}.patched-v${SEED_PATCH_VERSION}`;
  return model.replace(/(?:\.onnx)?$/, `.${mark}.onnx`);
}

/**
 * The path of the copy that takes a seed; it is made when it is not there yet, whole or not at all.
 * @throws UserError (exit 7): the model is none, cannot be seeded, or the copy cannot be written.
 */
export async function seededModel(model: string, digest: string): Promise<string> {
  const path = seededModelPath(model, digest);
  if ((await fileLength(path)) !== null) return path;
  const running = beingMade.get(path) ?? makeCopy(model, path).finally(() => beingMade.delete(path));
  beingMade.set(path, running);
  return running;
}

async function makeCopy(model: string, path: string): Promise<string> {
  const temporary = `${path}.${randomUUID()}.part`;
  try {
    const { parts } = patchSeed(await readFile(model));
    await writeWhole(temporary, parts);
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
        what: `The seeded copy of ${model} cannot be written.`,
        fix: 'Make the folder writable, or make room on its disk.',
      };
  return new UserError({ code: CODES.voiceDamaged, why: error.message, ...failure }, EXIT.unavailable, {
    cause: error,
  });
}
