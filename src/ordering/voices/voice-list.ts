import type { Settings } from '../../config/index.js';
import { CODES, EXIT, UserError } from '../../core/index.js';
import { enginePlace } from '../engine-place.js';
import { loadSpeech } from '../wiring.js';
import { knownLanguage, languageName, shownLanguage, tagOfName } from '../words/languages.js';
import { readSpeeds } from './speeds.js';

type Speech = Awaited<ReturnType<typeof loadSpeech>>;
type VoiceListing = Awaited<ReturnType<Speech['listVoices']>>[number];

/** A voice as a list shows it. */
export interface ShownVoice extends VoiceListing {
  /** Measured on this machine; null: never. */
  readonly timesRealTime: number | null;
  /** Nodes of the cluster that have it; absent where no cluster was asked. */
  readonly nodes?: readonly string[];
}

/** Which voices somebody wants to see. */
export interface VoiceFilter {
  /** A tag like `fr` or `pt-br`, or its English name. */
  readonly language?: string | undefined;
  readonly engine?: string | undefined;
  /** On this machine. */
  readonly installed?: boolean | undefined;
  /** Those too that only their engine knows. */
  readonly all?: boolean | undefined;
}

export interface VoiceList {
  /** Those that were asked for. */
  readonly voices: readonly ShownVoice[];
  /** How many there are whatever was asked. */
  readonly known: number;
}

/** Asks the cluster who has which voice. */
type AskCluster = () => Promise<ReadonlyMap<string, readonly string[]>>;

/**
 * Voices of the catalogue, of this machine and, with `askCluster`, of nodes; then only those that are somewhere.
 * Throws a UserError for what is no language (exit 2), and where an engine that was named cannot tell its voices (7).
 */
export async function voiceList(
  filter: VoiceFilter,
  settings: Settings,
  askCluster: AskCluster | null = null,
): Promise<VoiceList> {
  const language = filter.language === undefined ? null : languageAsked(filter.language);
  const here = await machineVoices(settings, filter);
  const nodes = await askCluster?.();
  const all = nodes === undefined ? here : here.map((voice) => ({ ...voice, nodes: nodes.get(voice.name) ?? [] }));
  return { voices: all.filter((voice) => isWanted(voice, filter, language)), known: all.length };
}

async function machineVoices(settings: Settings, filter: VoiceFilter): Promise<readonly ShownVoice[]> {
  const { listVoices } = await loadSpeech();
  const [listed, speeds] = await Promise.all([listVoices(settings.voicesFolder), readSpeeds(settings.dataFolder)]);
  const voices = [...listed, ...(await withoutFiles(settings, filter))];
  return voices.map((voice) => ({ ...voice, timesRealTime: speeds[voice.name]?.timesRealTime ?? null }));
}

/** Engines that know their voices themselves. A server is asked only when somebody names its engine. */
const PLAIN_ENGINE = 'espeak';

/** Voices that only their engine knows: many, so they are shown to who asks for more than the usual ones. */
async function withoutFiles(
  settings: Settings,
  { all, engine, language }: VoiceFilter,
): Promise<readonly VoiceListing[]> {
  const asked = engine ?? (all === true || language !== undefined ? PLAIN_ENGINE : null);
  if (asked === null) return [];
  const { engineVoices } = await loadSpeech();
  const found = engineVoices({ ...enginePlace(settings), engine: asked });
  // A machine without the program has none of its voices; who asked for that engine is told why.
  const voices = engine === undefined ? await found.catch(() => []) : await found;
  const facts = { engine: asked, speakers: 1, licence: '-', bytes: 0, installed: true, own: false };
  return voices.map((voice) => ({ ...voice, ...facts }));
}

function isWanted(voice: ShownVoice, { engine, installed }: VoiceFilter, language: string | null): boolean {
  if (engine !== undefined && voice.engine !== engine) return false;
  if (installed === true && !voice.installed) return false;
  if (voice.nodes?.length === 0 && !voice.installed) return false;
  return language === null || voice.language === language || voice.language.split('-')[0] === language;
}

/** @throws UserError (exit 2) for what is no language */
function languageAsked(text: string): string {
  const tag = text.trim().toLowerCase().replaceAll('_', '-');
  if (knownLanguage(tag.split('-')[0] ?? '') !== null) return tag;
  const named = tagOfName(text.trim());
  if (named !== null) return named;
  throw new UserError(
    {
      code: CODES.usage,
      what: `"${text}" is no language.`,
      why: `A language is a tag like fr or pt-br, or its English name, like ${languageName('fr')}.`,
      fix: 'e2a voices --all shows every language there is',
    },
    EXIT.usage,
  );
}

/** Installed ones first, of them what makes no speech of a model last; then by language and name. */
export const inOrder = (voices: readonly ShownVoice[]): readonly ShownVoice[] =>
  voices.toSorted(
    (a, b) =>
      rankOf(a) - rankOf(b) ||
      shownLanguage(a.language).localeCompare(shownLanguage(b.language)) ||
      a.name.localeCompare(b.name),
  );

function rankOf({ installed, own, bytes }: ShownVoice): number {
  if (!installed) return 2;
  return own || bytes > 0 ? 0 : 1;
}

/** What a list without a wish shows: what is here, and what each engine would take for a language. */
export function shortList(voices: readonly ShownVoice[]): readonly ShownVoice[] {
  const taken = new Set<string>();
  return voices.filter(({ engine, installed, defaultFor }) => {
    const isFirst = defaultFor.some((language) => !taken.has(`${engine} ${language}`));
    for (const language of defaultFor) taken.add(`${engine} ${language}`);
    return installed || isFirst;
  });
}
