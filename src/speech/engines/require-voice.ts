import { CODES, EXIT, UserError } from '../../core/index.js';
import { type InstalledVoice, installedVoice } from '../voices/index.js';
import type { EngineRequest } from './engine-kind.js';

/** The installed voice, made for this engine. @throws UserError otherwise */
export async function requireVoice(request: EngineRequest): Promise<InstalledVoice> {
  const voice = await installedVoice(request.voice, request.voicesFolder);
  if (voice.engine === request.engine) return voice;
  throw new UserError(
    {
      code: CODES.usage,
      what: `The voice ${voice.name} is not one of the engine ${request.engine}.`,
      why: `It belongs to the engine ${voice.engine}.`,
      fix: `--engine ${voice.engine}`,
    },
    EXIT.usage,
  );
}
