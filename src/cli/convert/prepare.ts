import type { Settings } from '../../config/index.js';
import {
  type BookFile,
  charactersPerSecond,
  enginePlace,
  firstUseNotice,
  isSent,
  knownVoices,
  type LanguageVoiceWishes,
  type LocalReadingWishes,
  planLocally,
  readBookFile,
  renditionOf,
  type RenditionWishes,
  sendingNotes,
  shelfFacts,
  spokenAlreadyNote,
  usedListNotes,
  USUAL_CHARACTERS_PER_SECOND,
  voicesHere,
  wishesInBook,
} from '../../ordering/index.js';
import type { PlanInHand } from '../../host/index.js';
import type { BookFacts, Rendition } from '../../planning/index.js';
import { type DeviceDesk, devicesNotes } from '../devices/device-desk.js';
import { type PlacedVoice, placeVoice } from '../devices/placed-voice.js';
import type { LanguageShare } from './local-hosts.js';
import { libraryPlace, type OutputPlace, outputPlace } from './output-path.js';
import { sharesOf } from '../language-voices/shares.js';
import { ndjson } from '../render/ndjson.js';
import type { LibraryFlags } from '../rendition/flags.js';
import { demandOnePlace } from '../rendition/one-place.js';
import type { CommandContext } from '../surroundings.js';
import { loadPrograms, loadSpeech } from '../wiring.js';
import type { Client, SubmitRequest } from '../../client/index.js';

export interface ConvertFlags extends LocalReadingWishes, LanguageVoiceWishes, RenditionWishes, LibraryFlags {
  readonly output?: string;
  readonly voice?: string;
  readonly engine?: string;
  readonly data?: string;
  readonly slots?: string;
  readonly gpu?: string;
  readonly logLevel?: string;
  readonly force?: boolean;
  readonly verify?: string;
  readonly json?: boolean;
}

/** A conversion whose every need was checked before anything was started. */
export interface PreparedConversion {
  readonly order: SubmitRequest;
  /** Says how much of it other orders have spoken; no word where that is nothing. */
  readonly tellSpokenAlready: (client: Client) => Promise<void>;
  readonly choice: PlacedVoice;
  /** That speak what is in other languages. */
  readonly otherVoices: readonly LanguageShare[];
  readonly place: OutputPlace;
  /** What the book was looked at for: its host need not read it again. */
  readonly planInHand: PlanInHand;
  /** Numbers of what will be spoken. */
  readonly chapters: readonly number[];
  readonly charactersPerSecond: number;
}

/** Long enough for a program to tell its version on a busy machine. */
const VERSION_DEADLINE_MS = 10_000;

/** Book, what speaks it, programs and output place, in this order; each missing one is a UserError with what mends it. */
export async function prepareConversion(
  name: string,
  flags: ConvertFlags,
  settings: Settings,
  context: CommandContext,
  desk: DeviceDesk,
): Promise<PreparedConversion> {
  const book = await readBookFile(name, context.cwd);
  // Another process reads the book; ffmpeg is asked for meanwhile, and told of in its turn.
  const [planning, ffmpeg] = await Promise.allSettled([planLocally(book, flags, context), demandFfmpeg()]);
  const local = demanded(planning);
  const { planned, reading, notes, words } = local;
  const { title, language } = planned.plan.book;
  const { describeProfile } = await loadSpeech();
  const choice = await placeVoice(settings, language, await knownVoices(settings), context, desk.ask);
  const { engine, voice } = choice;
  const profile = await describeProfile({ engine, voice, ...enginePlace(settings) });
  const inBook = await wishesInBook(flags, planned);
  const languageVoices = await voicesHere(inBook.wishes, profile.id, settings);
  demanded(ffmpeg);
  const rendition = renditionOf(settings, planned.plan.chapters.length);
  const place = await placeOf(flags, { settings, rendition, book: planned.plan.book, voice }, book, context);
  const notices: (string | null)[] = [...sendingNotes([profile, ...languageVoices], planned, settings)];
  for (const voice of [profile, ...languageVoices].filter((voice) => !isSent(voice)))
    notices.push(await firstUseNotice(voice, settings.cacheFolder));
  notices.push(...(await devicesNotes(choice, languageVoices, desk)));
  tellNotes(
    [...planned.plan.warnings, ...notes, ...inBook.notes, ...usedListNotes(words), place.note, ...notices],
    flags.json === true,
    context,
  );
  const order = {
    bytes: book.bytes,
    fileName: book.fileName,
    title,
    settings: {
      engine,
      voice,
      profile: profile.id,
      licence: profile.licence,
      chapters: flags.chapters ?? null,
      languageVoices,
      rendition,
    },
    reading,
    force: flags.force === true,
  };
  return {
    order,
    tellSpokenAlready: async (client) =>
      tellNotes(await spokenAlreadyNote(client, order, local, book), flags.json === true, context),
    choice,
    otherVoices: await sharesOf(languageVoices, planned),
    place,
    planInHand: { bytes: book.bytes, fileName: book.fileName, chapters: order.settings.chapters, reading, planned },
    chapters: planned.plan.chapters.map(({ n }) => n),
    charactersPerSecond: charactersPerSecond(planned) ?? USUAL_CHARACTERS_PER_SECOND,
  };
}

function demanded<T>(outcome: PromiseSettledResult<T>): T {
  if (outcome.status === 'rejected') throw outcome.reason;
  return outcome.value;
}

interface Placed {
  readonly settings: Settings;
  readonly rendition: Rendition;
  readonly book: BookFacts;
  readonly voice: string;
}

/** On the shelf, unless a place was named for this book alone. */
async function placeOf(
  flags: ConvertFlags,
  { settings, rendition, book, voice }: Placed,
  { path }: BookFile,
  { cwd }: CommandContext,
): Promise<OutputPlace> {
  const { output } = flags;
  const { outputLibrary: folder, outputLayout: layout, outputFormat } = settings;
  demandOnePlace(flags, folder);
  if (folder !== null && output === undefined) return libraryPlace({ folder, layout }, shelfFacts(book, voice), cwd);
  const isOneFile = rendition.split === 'none' && rendition.extras.length === 0;
  return outputPlace(output, { title: book.title, extension: isOneFile ? outputFormat : null }, path, cwd);
}

/** What a person should know before it begins; a program gets it as a line of its stream. */
function tellNotes(notes: readonly (string | null)[], json: boolean, { out, words }: CommandContext): void {
  for (const text of notes) {
    if (text === null) continue;
    if (json) out.write(ndjson({ type: 'note', text }));
    else words.write(`${words.paint('yellow', 'note:')} ${text}\n`);
  }
}

/** Better now than after hours of speech. */
async function demandFfmpeg(): Promise<void> {
  const { runProgram } = await loadPrograms();
  await runProgram({ program: 'ffmpeg', args: ['-version'], deadlineMs: VERSION_DEADLINE_MS });
}
