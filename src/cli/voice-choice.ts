import type { Settings } from '../config/index.js';
import { CODES, EXIT, UserError } from '../core/index.js';

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

/**
 * The voice that was named, else the engine's default for the language, one that is installed before one that is not; an engine whose voices belong to no language has its first for every one.
 * @throws UserError (exit 7) when there is no default: another language's voice is never taken in silence.
 */
export function chooseVoice(
  { engine, voice }: Pick<Settings, 'engine' | 'voice'>,
  language: string,
  known: readonly KnownVoice[],
): VoiceChoice {
  if (voice !== null) return { engine, voice };
  const ofEngine = known.filter((candidate) => candidate.engine === engine);
  const primary = language.toLowerCase().split('-')[0] ?? '';
  const defaults = ofEngine.filter((candidate) => candidate.defaultFor.includes(primary));
  const chosen = defaults.find(({ installed }) => installed !== false) ?? defaults[0];
  const ofAny = ofEngine.every(({ defaultFor }) => defaultFor.length === 0) ? ofEngine[0] : undefined;
  const name = chosen?.name ?? ofAny?.name;
  if (name !== undefined) return { engine, voice: name };
  throw new UserError(
    {
      code: CODES.voiceUnknown,
      what:
        ofEngine.length === 0
          ? `There is no speech engine "${engine}".`
          : `The engine ${engine} has no default voice for the language "${language}".`,
      why: ofEngine.length === 0 ? enginesWords(known) : languagesWords(engine, ofEngine),
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
