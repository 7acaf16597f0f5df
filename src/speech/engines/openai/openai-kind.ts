import { createHash } from 'node:crypto';
import { CODES, EXIT, type Json, isJsonObject, UserError } from '../../../core/index.js';
import { MAX_UTTERANCE_CHARACTERS } from '../../speech-engine.js';
import type { EngineKind, EngineRequest } from '../engine-kind.js';
import type { SpeechService } from '../speech-service.js';
import { openaiEngine } from './openai-engine.js';
import { type ServerFacts, serverFacts, serverVoices } from './server-facts.js';
import { type SpeechServer, speechServer } from './speech-server.js';

/** Of what is asked of the server and made of its answer; raise it when the same text can sound different. */
const OPENAI_ENGINE_VERSION = '1';
/** Voices blend in names: `af_bella(2)+af_sky`; longer than this is no name. */
const MOST_NAME_CHARACTERS = 200;
const NAME = /^[^\p{Cc}]+$/u;
/** Those of the makers of the interface, for servers that keep no list. */
const USUAL_VOICES = ['alloy', 'echo', 'fable', 'onyx', 'nova', 'shimmer'];
/** A list of voices is waited for this long; without it the usual ones are offered. */
const LIST_LIMIT_MS = 5_000;

export const openaiKind: EngineKind = {
  runsOn: ['cpu'],
  varies: true,
  describe: async (request) => {
    const server = speechServer(request.service);
    return {
      engine: request.engine,
      engineVersion: OPENAI_ENGINE_VERSION,
      voice: demandName(request),
      language: 'mul',
      modelDigest: digestOf(server),
      voiceDigest: '',
      phonemiser: 'none',
      licence: `The text leaves this machine: it is sent to ${server.host}, and what comes back is under the terms of its owner.`,
    };
  },
  prepare: async () => undefined,
  open: async (request, facts) => {
    const server = speechServer(request.service);
    await serverFacts(server, new AbortController().signal);
    return openaiEngine(facts, server);
  },
  voices: async ({ service }) => {
    const listed = await serverVoices(speechServer(service), AbortSignal.timeout(LIST_LIMIT_MS)).catch(() => null);
    return (listed ?? USUAL_VOICES).map((name) => ({
      name,
      language: 'mul',
      quality: 'of a server',
      defaultFor: [],
    }));
  },
};

/** For `doctor`. @throws UserError: no usable address (exit 2), or a server that cannot be used (exit 7) */
export const lookAtSpeechServer = (service: SpeechService, signal: AbortSignal): Promise<ServerFacts> =>
  serverFacts(speechServer(service), signal);

/** What decides the sound, but for the voice; not the key, nor how long is waited. */
function digestOf({ base, model, format, extra, characters }: SpeechServer): string {
  const parts = [
    base.replace(/^https?:/, ''),
    model,
    format,
    ordered(extra),
    Math.min(characters, MAX_UTTERANCE_CHARACTERS),
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** The same table, however it was written down. */
function ordered(value: Json | undefined): Json {
  if (Array.isArray(value)) return value.map(ordered);
  if (!isJsonObject(value)) return value ?? null;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, ordered(inner)]);
}

function demandName({ voice }: EngineRequest): string {
  if (NAME.test(voice) && voice.length <= MOST_NAME_CHARACTERS) return voice;
  throw new UserError(
    {
      code: CODES.usage,
      what: 'That is no name of a voice.',
      why: `It has signs that no name has, or more than ${MOST_NAME_CHARACTERS} of them.`,
      fix: '--engine openai --voice alloy',
    },
    EXIT.usage,
  );
}
