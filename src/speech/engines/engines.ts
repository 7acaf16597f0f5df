import { CODES, EXIT, UserError } from '../../core/index.js';
import type { Profile, SpeechEngine } from '../speech-engine.js';
import {
  CPU,
  type EngineKind,
  type EnginePlace,
  type EngineRequest,
  type EngineVoice,
  type TextSounds,
} from './engine-kind.js';
import { profileOf } from './profile.js';
import * as registry from './registry.js';

export type { EngineDevice, EnginePlace, EngineRequest, EngineVoice, TextSounds } from './engine-kind.js';
export { lookAtSpeechServer, type ServerFacts } from './openai/index.js';
export type { SpeechService } from './speech-service.js';
export { type CudaPart, cudaPart } from './inference/index.js';

const ENGINES: Readonly<Record<string, EngineKind>> = { ...registry };

/**
 * Opens one slot and waits until it can speak.
 * @throws UserError as `describeProfile` does, or (exit 2) for a device that the engine cannot use; HostBrokenError when the engine does not start, after three tries.
 */
export async function openSpeechEngine(request: EngineRequest): Promise<SpeechEngine> {
  const kind = kindOf(request.engine);
  demandDevice(request, kind);
  return kind.open(request, await kind.describe(request));
}

/**
 * What a slot would speak, without loading a model.
 * @throws UserError: voice unknown (exit 5), missing or damaged, phonemiser missing (exit 7), no such engine (exit 2).
 */
export async function describeProfile(request: EngineRequest): Promise<Profile> {
  return profileOf(await kindOf(request.engine).describe(request));
}

/** Does what slots would do at their first opening: useful where the voices folder cannot be written later. */
export async function prepareVoice(request: EngineRequest): Promise<void> {
  const kind = kindOf(request.engine);
  await kind.prepare(request, await kind.describe(request));
}

/**
 * The sounds a voice would make of a text, which may hold pronunciations; null for an engine that is not fed phonemes.
 * @throws UserError as `describeProfile` does
 */
export async function phonemesOf(request: EngineRequest, text: string): Promise<TextSounds | null> {
  return (await kindOf(request.engine).phonemes?.(request, text)) ?? null;
}

/** Voices that stand in no catalogue, as the engine itself knows them; none for other engines. @throws UserError (exit 7) without its program */
export async function engineVoices(place: EnginePlace): Promise<readonly EngineVoice[]> {
  const kind = Object.hasOwn(ENGINES, place.engine) ? ENGINES[place.engine] : undefined;
  return (await kind?.voices?.(place)) ?? [];
}

/** Whether the same utterance always gives the same samples. @throws UserError (exit 2): no such engine */
export const isRepeatable = (engine: string): boolean => kindOf(engine).varies !== true;

/** Whether a GPU can compute what it says; an engine that is not known here says nothing. */
export const runsOnGpu = (engine: string): boolean =>
  Object.hasOwn(ENGINES, engine) && ENGINES[engine]?.runsOn.includes('cuda') === true;

function demandDevice({ engine, device = CPU }: EngineRequest, { runsOn }: EngineKind): void {
  if (runsOn.includes(device.type)) return;
  const able = Object.entries(ENGINES).flatMap(([name, kind]) => (kind.runsOn.includes(device.type) ? [name] : []));
  throw new UserError(
    {
      code: CODES.usage,
      what: `The engine ${engine} does not run on a GPU.`,
      why: `Of the engines, ${able.join(' and ')} can.`,
      fix: '--gpu none, or another --engine',
    },
    EXIT.usage,
  );
}

function kindOf(engine: string): EngineKind {
  const kind = Object.hasOwn(ENGINES, engine) ? ENGINES[engine] : undefined;
  if (kind) return kind;
  throw new UserError(
    {
      code: CODES.usage,
      what: `There is no engine "${engine}".`,
      why: `Known are ${Object.keys(ENGINES).join(', ')}.`,
      fix: 'e2a voices',
    },
    EXIT.usage,
  );
}
