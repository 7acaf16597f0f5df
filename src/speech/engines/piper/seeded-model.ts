import { patchSeed, SEED_PATCH_VERSION } from '../onnx-graph/index.js';
import { patchedModel } from '../patched-model.js';

/** The path of the copy that takes a seed; it is made when it is not there yet. @throws UserError as `patchedModel` does */
export const seededModel = (model: string, digest: string): Promise<string> =>
  patchedModel({ model, digest, version: SEED_PATCH_VERSION, patch: patchSeed });
