import type { Client, NodeRecord, Submission } from '../client/index.js';
import type { Settings } from '../config/index.js';
import { UserError } from '../core/index.js';
import type { LanguageVoice, PlannedBook } from '../planning/index.js';
import type { BookBytes } from './book-file.js';
import { firstUseNotices } from './licence-notice.js';
import { enginePlace, knownVoices } from './engine-place.js';
import { choiceOf, wishesInBook } from './language-voices/in-book.js';
import { usedListNotes } from './lexicon/words-used.js';
import { planLocally } from './local-plan.js';
import { asOffered, nobodySpeaks, offeredProfile, offeredVoices, type SpokenBy } from './profile-choice.js';
import { sendingNotes } from './sending.js';
import { renditionOf } from './rendition/rendition-of.js';
import { spokenAlreadyNote } from './spoken-already.js';
import type { OrderSurroundings } from './surroundings.js';
import { chooseVoice, type VoiceChoice } from './voice-choice.js';
import { loadSpeech } from './wiring.js';
import type { LocalOrderWishes } from './wishes.js';

export interface OrderedBook {
  readonly submission: Submission;
  readonly planned: PlannedBook;
  /** Sentences for a person. */
  readonly notes: readonly string[];
}

/** Reads a book here, finds who speaks it, and gives it to the cluster. Throws UserErrors. */
export async function orderBook(
  client: Client,
  file: BookBytes,
  wishes: LocalOrderWishes,
  settings: Settings,
  here: OrderSurroundings,
): Promise<OrderedBook> {
  const local = await planLocally(file, wishes, here);
  const { planned, reading, words } = local;
  const { title, language } = planned.plan.book;
  const rendition = renditionOf(settings, planned.plan.chapters.length);
  const nodes = await client.nodes();
  const inBook = await wishesInBook(wishes, planned);
  const known = await knownVoices(
    settings,
    inBook.wishes.map(({ voice }) => voice),
  );
  const voices = asOffered(known, offeredVoices(nodes));
  const spokenBy = await speakerFor(chooseVoice(settings, language, voices, here.speaksOn), nodes, settings);
  const languageVoices: LanguageVoice[] = [];
  for (const wish of inBook.wishes) {
    const choice = choiceOf(wish, voices, settings);
    const speaker = await speakerFor(choice, nodes, settings, `--voice-for ${wish.language}=VOICE`);
    if (speaker.profile !== spokenBy.profile) languageVoices.push({ ...speaker, language: wish.language });
  }
  const order = {
    bytes: file.bytes,
    fileName: file.fileName,
    title,
    settings: { ...spokenBy, chapters: wishes.chapters ?? null, languageVoices, rendition },
    reading,
    force: wishes.force === true,
    priority: wishes.priority,
  };
  const already = await spokenAlreadyNote(client, order, local, file);
  const sending = sendingNotes([spokenBy, ...languageVoices], planned, settings);
  const ofReading = [...planned.plan.warnings, ...local.notes, ...inBook.notes, ...usedListNotes(words)];
  const licences = await firstUseNotices([spokenBy, ...languageVoices], settings.cacheFolder);
  const notes = [...ofReading, ...sending, ...already, ...licences];
  return { submission: await client.submit(order), planned, notes };
}

/**
 * The cluster's own profile of this voice; else this machine's, so that a job may wait for its first node.
 * @param flags that name the voice
 */
async function speakerFor(
  choice: VoiceChoice,
  nodes: readonly NodeRecord[],
  settings: Settings,
  flags?: string,
): Promise<SpokenBy> {
  const offered = offeredProfile(nodes, choice);
  if (offered !== null) return offered;
  const { describeProfile } = await loadSpeech();
  try {
    const { id, licence } = await describeProfile({ ...choice, ...enginePlace(settings) });
    return { ...choice, profile: id, licence };
  } catch (error) {
    throw error instanceof UserError ? nobodySpeaks(choice, nodes, flags, error.failure) : error;
  }
}
