import { CODES, type Instant, UserError } from '../../core/index.js';
import type { ShownVoice } from '../../ordering/index.js';
import { chooseVoice, namedEngine } from '../../ordering/index.js';
import { WebRefusal } from '../errors/index.js';
import type { WebOptions } from '../options.js';

/** What programs made for OpenAI ask for when nobody told them otherwise. */
const OPENAI_VOICES = new Set('alloy ash ballad cedar coral echo fable marin nova onyx sage shimmer verse'.split(' '));
/** Its own voices have these names. */
const OPENAI_ENGINE = 'openai';
/** Those programs do not say in which language their text is. */
const USUAL_LANGUAGE = 'en';
/** Looking for voices asks folders and programs; a new one is found so soon. */
const KNOWN_FOR_MS = 60_000;
/** Of names in a message. */
const NAMES_SHOWN = 20;

type Parts = Pick<WebOptions, 'voices' | 'configuration' | 'clock'>;

/** Which voice speaks for a name. */
export interface VoiceNames {
  /** Itself; for a name of OpenAI's that no voice here has, the usual voice. @throws WebRefusal (503): no voice at all */
  spokenBy(asked: string): Promise<string>;
  /** An error of speaking; a voice that is not known is answered with those that are. */
  refusal(error: unknown, asked: string): Promise<unknown>;
}

export function createVoiceNames({ voices, configuration, clock }: Parts): VoiceNames {
  let known: { readonly at: Instant; readonly voices: readonly ShownVoice[] } | null = null;
  const installed = async (): Promise<readonly ShownVoice[]> => {
    if (known === null || clock.now() - known.at > KNOWN_FOR_MS)
      known = { at: clock.now(), voices: (await voices()).filter((voice) => voice.installed) };
    return known.voices;
  };
  return {
    spokenBy: async (asked) => {
      if (!OPENAI_VOICES.has(asked) || namedEngine(configuration) === OPENAI_ENGINE) return asked;
      const here = await installed();
      return here.some(({ name }) => name === asked) ? asked : usualVoice(configuration, here);
    },
    refusal: async (error, asked) =>
      error instanceof UserError && error.failure.code === CODES.voiceUnknown
        ? unknownVoice(asked, await installed(), error)
        : error,
  };
}

/** That of the settings, else what a book in English gets, else any. */
function usualVoice(configuration: Parts['configuration'], here: readonly ShownVoice[]): string {
  if (configuration.voice !== null) return configuration.voice;
  const speakers = here.filter(({ defaultFor }) => defaultFor.includes(USUAL_LANGUAGE));
  const [any] = [...speakers, ...here];
  if (any === undefined) throw nobodySpeaks();
  try {
    return chooseVoice(configuration, USUAL_LANGUAGE, here).voice;
  } catch {
    return any.name;
  }
}

export const nobodySpeaks = (): WebRefusal =>
  new WebRefusal(503, {
    code: CODES.voiceMissing,
    what: 'Nothing speaks on the machine that serves this page.',
    why: 'It was started without a voice.',
    fix: 'e2a voices pull NAME there, then start it again',
  });

function unknownVoice(asked: string, here: readonly ShownVoice[], cause: UserError): WebRefusal {
  const names = here.map(({ name }) => name);
  const more = names.length > NAMES_SHOWN ? ` and ${names.length - NAMES_SHOWN} more` : '';
  return new WebRefusal(
    404,
    {
      code: CODES.voiceUnknown,
      what: `There is no voice "${asked}".`,
      why: `Here speak ${names.slice(0, NAMES_SHOWN).join(', ')}${more}.`,
      fix: 'name one of them: GET /v1/audio/voices lists all',
    },
    { cause },
  );
}
