import { CODES, EXIT, type ExitCode, UserError } from '../../../core/index.js';
import type { Settings } from '../../../config/index.js';
import { type ClusterFlags, clusterFlags, settingsFor } from '../../command.js';
import { enginePlace } from '../../engine-place.js';
import { count } from '../../render/durations.js';
import { knownLanguage, languageName, tagOfName } from '../../render/languages.js';
import { ndjson } from '../../render/ndjson.js';
import { inOrder, type ShownVoice, shortList, voiceTable } from '../../render/voices.js';
import type { CommandContext } from '../../surroundings.js';
import { voicesByNode } from '../../voices/in-cluster.js';
import { readSpeeds } from '../../voices/speeds.js';
import { loadSpeech } from '../../wiring.js';

export interface ListFlags extends ClusterFlags {
  readonly json?: boolean;
  readonly language?: string;
  readonly engine?: string;
  readonly installed?: boolean;
  readonly all?: boolean;
  readonly cluster?: boolean;
}

export async function listAll(flags: ListFlags, context: CommandContext): Promise<ExitCode> {
  const { out, words } = context;
  const language = flags.language === undefined ? null : languageAsked(flags.language);
  const settings = settingsFor(context, clusterFlags(flags));
  const voices = await shownVoices(settings, flags, context);
  const wanted = voices.filter((voice) => isWanted(voice, flags, language));
  if (flags.json === true) {
    out.write(ndjson({ voices: wanted }));
    return EXIT.done;
  }
  const isShort =
    ![flags.all, flags.installed, flags.cluster].includes(true) && (flags.language ?? flags.engine) === undefined;
  const shown = inOrder(isShort ? shortList(wanted) : wanted);
  out.write(voiceTable(shown, (text) => out.paint('bold', text), out.isTerminal ? out.columns() : undefined));
  words.write(lastWords(shown, voices.length, isShort, settings.voicesFolder));
  return EXIT.done;
}

function lastWords(shown: readonly ShownVoice[], all: number, isShort: boolean, folder: string): string {
  if (shown.length === 0) return 'No voice is like that. All there are: e2a voices --all\n';
  const more = isShort ? `${count(all - shown.length, 'more voice')}: e2a voices --all, or --language TAG. ` : '';
  return `${more}They lie in ${folder}. Fetch one with: e2a voices pull NAME\n`;
}

async function shownVoices(
  settings: Settings,
  flags: ListFlags,
  context: CommandContext,
): Promise<readonly ShownVoice[]> {
  const { cluster } = flags;
  const { listVoices } = await loadSpeech();
  const [listed, speeds] = await Promise.all([listVoices(settings.voicesFolder), readSpeeds(settings.dataFolder)]);
  const voices = [...listed, ...(await withoutFiles(settings, flags))];
  const withSpeed = voices.map((voice) => ({ ...voice, timesRealTime: speeds[voice.name]?.timesRealTime ?? null }));
  if (cluster !== true) return withSpeed;
  const nodes = await voicesByNode(settings, context);
  return withSpeed.map((voice) => ({ ...voice, nodes: nodes.get(voice.name) ?? [] }));
}

/** Engines that know their voices themselves. A server is asked only when somebody names its engine. */
const PLAIN_ENGINE = 'espeak';

/** Voices that only their engine knows: many, so they are shown to who asks for more than the usual ones. */
async function withoutFiles(
  settings: Settings,
  { all, engine, language }: ListFlags,
): Promise<readonly Omit<ShownVoice, 'timesRealTime'>[]> {
  const asked = engine ?? (all === true || language !== undefined ? PLAIN_ENGINE : null);
  if (asked === null) return [];
  const { engineVoices } = await loadSpeech();
  const found = engineVoices({ ...enginePlace(settings), engine: asked });
  // A machine without the program has none of its voices; who asked for that engine is told why.
  const voices = engine === undefined ? await found.catch(() => []) : await found;
  const facts = { engine: asked, speakers: 1, licence: '-', bytes: 0, installed: true, own: false };
  return voices.map((voice) => ({ ...voice, ...facts }));
}

function isWanted(voice: ShownVoice, { engine, installed, cluster }: ListFlags, language: string | null): boolean {
  if (engine !== undefined && voice.engine !== engine) return false;
  if (installed === true && !voice.installed) return false;
  if (cluster === true && voice.nodes?.length === 0 && !voice.installed) return false;
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
