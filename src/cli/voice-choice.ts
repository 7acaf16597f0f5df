import type { Settings } from '../config/index.js';
import { CODES, EXIT, UserError } from '../core/index.js';

/** No engine in particular: the best one that has a voice for the book's language. */
const ANY_ENGINE = 'auto';
/** Which engines that means, the best first; the others want to be named. */
const USUAL_ENGINES = ['hibari', 'piper'] as const;
/** Those of them that a GPU makes quicker. */
const GPU_ENGINES = ['piper'] as const;
/** Whose voice it is that stands in no list: a file of the user's own, or none. */
const OWN_VOICES = 'piper';

/** The engine and voice that a command will use. */
export interface VoiceChoice {
  readonly engine: string;
  readonly voice: string;
}

/** What is known of a voice; `defaultFor` holds primary language tags. */
export interface KnownVoice {
  readonly name: string;
  readonly engine: string;
  readonly defaultFor: readonly string[];
  /** Absent: it needs no files. */
  readonly installed?: boolean;
}

type Wish = Pick<Settings, 'engine' | 'voice'> & Partial<Pick<Settings, 'gpu'>>;

/** The engine that was named; null for none. */
export const namedEngine = ({ engine }: Pick<Settings, 'engine'>): string | null =>
  engine === ANY_ENGINE ? null : engine;

/** Of a voice: the engine that was named, else the one whose it is. */
export const engineOfVoice = (
  voice: string,
  settings: Pick<Settings, 'engine'>,
  known: readonly Pick<KnownVoice, 'name' | 'engine'>[],
): string => namedEngine(settings) ?? known.find(({ name }) => name === voice)?.engine ?? OWN_VOICES;

const enginesFor = ({ engine, gpu = 'none' }: Wish): readonly string[] => {
  if (engine !== ANY_ENGINE) return [engine];
  return gpu === 'none' ? USUAL_ENGINES : GPU_ENGINES;
};

/**
 * The voice that was named, else the best engine's default for the language, one that is installed before one that is not; an engine whose voices belong to no language has its first for every one.
 * @throws UserError (exit 7) when there is no default: another language's voice is never taken in silence.
 */
export function chooseVoice(wish: Wish, language: string, known: readonly KnownVoice[]): VoiceChoice {
  if (wish.voice !== null) return { engine: engineOfVoice(wish.voice, wish, known), voice: wish.voice };
  const engines = enginesFor(wish);
  const ofEngine = engines.flatMap((engine) => known.filter((candidate) => candidate.engine === engine));
  const primary = language.toLowerCase().split('-')[0] ?? '';
  const defaults = ofEngine.filter((candidate) => candidate.defaultFor.includes(primary));
  const chosen = defaults.find(({ installed }) => installed !== false) ?? defaults[0];
  const ofAny = ofEngine.every(({ defaultFor }) => defaultFor.length === 0) ? ofEngine[0] : undefined;
  const found = chosen ?? ofAny;
  if (found !== undefined) return { engine: found.engine, voice: found.name };
  throw new UserError(
    {
      code: CODES.voiceUnknown,
      what:
        ofEngine.length === 0
          ? `There is no speech engine "${wish.engine}".`
          : `The engine ${engines.at(-1)} has no default voice for the language "${language}".`,
      why: ofEngine.length === 0 ? enginesWords(known) : languagesWords(String(engines.at(-1)), ofEngine),
      fix: 'choose one: e2a voices, then --voice NAME (and --engine ENGINE)',
    },
    EXIT.unavailable,
  );
}

const enginesWords = (known: readonly KnownVoice[]): string =>
  `There are ${[...new Set(known.map(({ engine }) => engine))].join(', ')}.`;

function languagesWords(engine: string, voices: readonly KnownVoice[]): string {
  const languages = new Set(voices.flatMap(({ defaultFor }) => defaultFor));
  return `${engine} has one for ${[...languages].sort().join(', ')}.`;
}
