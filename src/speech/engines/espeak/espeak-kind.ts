import { CODES, EXIT, nearest, UserError } from '../../../core/index.js';
import type { EngineKind, EngineRequest } from '../engine-kind.js';
import { espeakTable, phonemiserVersion } from '../phonemes/index.js';
import { espeakEngine } from './espeak-engine.js';
import { codeIn, defaultsOf, type EspeakVoice, espeakVoices, voiceFor, voiceName } from './espeak-voices.js';

/** Of what is done here with the program's sound; raise it when the same text can sound different. */
const ESPEAK_ENGINE_VERSION = '1';
const LICENCE =
  'eSpeak NG is free software under the GPL, version 3 or later; e2a starts it as a program of its own and does not pass it on.';

export const espeakKind: EngineKind = {
  runsOn: ['cpu'],
  describe: async (request) => {
    const version = await phonemiserVersion();
    const { code, language } = await requireEspeakVoice(request);
    return {
      engine: request.engine,
      engineVersion: ESPEAK_ENGINE_VERSION,
      voice: voiceName(code),
      language,
      modelDigest: version,
      voiceDigest: '',
      phonemiser: version,
      licence: LICENCE,
    };
  },
  prepare: async () => undefined,
  open: async (request, facts) => espeakEngine(facts, (await requireEspeakVoice(request)).code),
  voices: async () => {
    const voices = espeakVoices(await espeakTable());
    return voices.map((voice) => ({
      name: voiceName(voice.code),
      language: voice.language,
      quality: 'plain',
      defaultFor: defaultsOf(voice, voices),
    }));
  },
};

/** @throws UserError (exit 5) with the nearest names, (exit 7) without the program */
async function requireEspeakVoice({ voice: name }: EngineRequest): Promise<EspeakVoice> {
  const voices = espeakVoices(await espeakTable());
  const code = codeIn(name);
  const found = code === null ? null : voiceFor(code, voices);
  if (found !== null) return found;
  const near = nearest(
    name,
    voices.map((voice) => voiceName(voice.code)),
  );
  throw new UserError(
    {
      code: CODES.voiceUnknown,
      what: `The engine espeak has no voice "${name}".`,
      why:
        near === null
          ? `Its ${voices.length} voices are called espeak- and a language.`
          : `There is one called ${near}.`,
      fix: near === null ? '--engine espeak --voice espeak-en-us' : `--engine espeak --voice ${near}`,
    },
    EXIT.notFound,
  );
}
