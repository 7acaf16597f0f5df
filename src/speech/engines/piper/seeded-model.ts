import { bothEdits, planeEdit, rewriteGraph, SEED_PATCH_VERSION, seedEdit } from '../onnx-graph/index.js';
import { patchedModel } from '../patched-model.js';

/** Raise it when Piper's graphs would be patched differently, and `PIPER_ENGINE_VERSION` when they then sound different. */
const PIPER_PATCH_VERSION = SEED_PATCH_VERSION + 1;

/** @throws WireFormatError or UnpatchableModelError as `patchSeed` does */
export const patchPiper = (model: Uint8Array): readonly Uint8Array[] =>
  rewriteGraph(model, (facts) => bothEdits(seedEdit(facts), planeEdit(facts)));

/**
 * The path of the copy that takes a seed and makes its sound with quicker convolutions; it is made when it is not there yet.
 * @throws UserError as `patchedModel` does
 */
export const seededModel = (model: string, digest: string): Promise<string> =>
  patchedModel({ model, digest, version: PIPER_PATCH_VERSION, patch: patchPiper });
