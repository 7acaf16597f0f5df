import type { Settings } from '../config/index.js';
import type { PlannedBook } from '../planning/index.js';
import { enginePlace } from './engine-place.js';
import { count, numberOf } from './words/durations.js';
import { loadSpeech } from './wiring.js';

/** The engine whose voices are somebody else's machine. */
const SENDING_ENGINE = 'openai';
const PRICED_CHARACTERS = 1_000_000;
/** A price is shown to its smallest coin. */
const COINS = 2;

/** Who speaks, and under which terms: for a server these say that it is sent the text. */
export interface Speaker {
  readonly engine: string;
  readonly licence: string;
}

export const isSent = ({ engine }: Pick<Speaker, 'engine'>): boolean => engine === SENDING_ENGINE;

/**
 * What a person should know before text leaves the machine: who is sent it, and what that costs; nothing where all of
 * it is spoken by our own.
 * @param speakers the first has the whole book but for what the others say
 */
export function sendingNotes(
  speakers: readonly Speaker[],
  planned: PlannedBook,
  settings: Pick<Settings, 'openaiPrice' | 'openaiCurrency'>,
): readonly string[] {
  const terms = [...new Set(speakers.filter(isSent).map(({ licence }) => licence))];
  const isPriced = speakers[0] !== undefined && isSent(speakers[0]) && settings.openaiPrice > 0;
  return isPriced ? [...terms, costText(charactersOf(planned), settings)] : terms;
}

/** Who would speak by these settings, as far as that is a server. @throws UserError (exit 2) without a usable address */
export async function sendingSpeaker(settings: Settings): Promise<readonly Speaker[]> {
  if (!isSent(settings)) return [];
  const { describeProfile } = await loadSpeech();
  const { engine, voice } = settings;
  return [await describeProfile({ ...enginePlace(settings), engine, voice: voice ?? 'any' })];
}

/** `It costs about 0.19 USD: 12,345 characters at 15 USD a million.` */
function costText(
  characters: number,
  { openaiPrice: price, openaiCurrency: currency }: Pick<Settings, 'openaiPrice' | 'openaiCurrency'>,
): string {
  const cost = ((characters * price) / PRICED_CHARACTERS).toFixed(COINS);
  return `It costs about ${cost} ${currency}: ${count(characters, 'character')} at ${numberOf(price)} ${currency} a million.`;
}

const charactersOf = ({ plan }: PlannedBook): number =>
  plan.chapters.reduce((sum, { characters }) => sum + characters, 0);

/** What the screens of a job know of it. */
interface SentStatus {
  readonly voices: readonly { readonly engine: string; readonly voice: string }[];
  readonly charactersDone: number;
}

/** Characters that a server was sent for a job, for programs; what was spoken before is not sent again, so it may be less. */
export const sentFacts = ({ voices: [first], charactersDone }: SentStatus): { readonly sentCharacters?: number } =>
  first !== undefined && isSent(first) ? { sentCharacters: charactersDone } : {};

/** The same as a line; empty where a voice of our own speaks. */
export const sentLine = ({ voices: [first], charactersDone }: SentStatus): string =>
  first !== undefined && isSent(first)
    ? `Sent to a speech server for ${first.voice}: ${count(charactersDone, 'character')} at most.\n`
    : '';
