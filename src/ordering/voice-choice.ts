import type { Settings } from '../config/index.js';
import { CODES, EXIT, UserError } from '../core/index.js';

/** No engine in particular: the best one that has a voice for the book's language. */
const ANY_ENGINE = 'auto';
/** Which engines that means, the best first; the others want to be named. */
const USUAL_ENGINES = ['hibari', 'piper'] as const;
/** Those of them that a GPU makes quicker. */
const GPU_ENGINES = ['piper'] as const;
/** What may stand behind `--engine`; the engines are not loaded for a message. */
export const ENGINE_NAMES = [ANY_ENGINE, 'hibari', 'piper', 'kokoro', 'espeak', 'openai', 'tone'] as const;
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

type Wish = Pick<Settings, 'engine' | 'voice'>;

/** What the voice will speak on. */
export type SpokenOn = 'cpu' | 'gpu';

/** The engine that was named; null for none. */
export const namedEngine = ({ engine }: Pick<Settings, 'engine'>): string | null =>
  engine === ANY_ENGINE ? null : engine;

/** Whose a named voice is: the engine that was named with it, else the one that lists it, else that of the settings. */
export const engineOfVoice = (
  voice: string,
  known: readonly Pick<KnownVoice, 'name' | 'engine'>[],
  settings: Pick<Settings, 'engine'>,
  named: string | null = null,
): string => named ?? known.find(({ name }) => name === voice)?.engine ?? namedEngine(settings) ?? OWN_VOICES;

/**
 * The voice that was named, else the best engine's default for the language, one that is installed before one that is not; an engine whose voices belong to no language has its first for every one.
 * @throws UserError (exit 7) when there is no default: another language's voice is never taken in silence.
 */
export function chooseVoice(
  wish: Wish,
  language: string,
  known: readonly KnownVoice[],
  on: SpokenOn = 'cpu',
): VoiceChoice {
  const named = namedEngine(wish);
  if (wish.voice !== null) return { engine: engineOfVoice(wish.voice, known, wish, named), voice: wish.voice };
  const engines = named === null ? { cpu: USUAL_ENGINES, gpu: GPU_ENGINES }[on] : [named];
  const candidates = engines.flatMap((engine) => known.filter((candidate) => candidate.engine === engine));
  const primary = language.toLowerCase().split('-')[0] ?? '';
  const defaults = candidates.filter(({ defaultFor }) => defaultFor.includes(primary));
  const chosen = defaults.find(({ installed }) => installed !== false) ?? defaults[0];
  const ofAny = candidates.every(({ defaultFor }) => defaultFor.length === 0) ? candidates[0] : undefined;
  const found = chosen ?? ofAny;
  if (found !== undefined) return { engine: found.engine, voice: found.name };
  throw candidates.length === 0 ? noEngine(wish.engine) : noDefault(named, language, candidates);
}

const noEngine = (engine: string): UserError =>
  noVoice(
    `There is no speech engine "${engine}".`,
    `There are ${ENGINE_NAMES.join(', ')}.`,
    'name one with --engine, or a voice of e2a voices with --voice NAME',
  );

function noDefault(engine: string | null, language: string, candidates: readonly KnownVoice[]): UserError {
  const languages = [...new Set(candidates.flatMap(({ defaultFor }) => defaultFor))].sort().join(', ');
  const fix = 'choose one: e2a voices, then --voice NAME';
  return engine === null
    ? noVoice(
        `There is no default voice for the language "${language}".`,
        `There is one for ${languages}.`,
        `${fix}; or --engine espeak, which speaks it plainly`,
      )
    : noVoice(
        `The engine ${engine} has no default voice for the language "${language}".`,
        `It has one for ${languages}.`,
        `${fix}, or another --engine`,
      );
}

const noVoice = (what: string, why: string, fix: string): UserError =>
  new UserError({ code: CODES.voiceUnknown, what, why, fix }, EXIT.unavailable);
