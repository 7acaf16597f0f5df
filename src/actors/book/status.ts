import type { Rendition } from '../../audio/rendition.js';
import type { Failure, Priority } from '../../core/index.js';
import type { ChapterState } from '../chapter/state.js';
import type { Effort } from '../order.js';
import type { BookSummary } from './messages.js';
import { speechRemarks } from './remarks.js';
import {
  type BookState,
  type ChapterEntry,
  chaptersOf,
  type Heard,
  hasSound,
  isFailed,
  isOrdered,
  missingParts,
  type RenditionFile,
} from './state.js';

export interface ChapterStatus {
  readonly n: number;
  readonly id: string;
  readonly title: string;
  readonly state: string;
  /** 0 … 100 */
  readonly percent: number;
  readonly characters: number;
  /** Names of the nodes that spoke it last, the newest first; a few at most. */
  readonly nodes: readonly string[];
  /** Attempts beyond the first of each segment, since it was started: one had failed, was lost or was late. */
  readonly attempts: number;
  /** Why it failed; null: it has not. */
  readonly failure: Failure | null;
  /** What a recogniser made of it; null: nobody asked, or its sound is another now. */
  readonly heard: Heard | null;
}

/** Who speaks a job. */
export interface JobVoice {
  /** Primary tag of what it speaks; null: the book's own voice. */
  readonly language: string | null;
  readonly engine: string;
  readonly voice: string;
  readonly profile: string;
  /** Something that is not spoken yet is for it. */
  readonly isNeeded: boolean;
}

/** What every screen shows of a job. */
export interface JobStatus {
  readonly job: string;
  readonly title: string;
  readonly state: BookState['phase'];
  readonly priority: Priority;
  /** A person paused it; `state` says where. */
  readonly paused: boolean;
  /** 0 … 100, weighted by characters. */
  readonly percent: number;
  readonly characters: number;
  readonly charactersDone: number;
  readonly chapters: readonly ChapterStatus[];
  /** The book's own first. */
  readonly voices: readonly JobVoice[];
  readonly files: readonly RenditionFile[];
  /** What the files are, or are to be. Null: nothing is ordered. */
  readonly rendition: Rendition | null;
  /** A picture of its cover is kept. */
  readonly cover: boolean;
  /** What is known of the book; null until it has been read. */
  readonly facts: BookSummary['facts'] | null;
  /** What the finished file lacks, in words. */
  readonly missing: readonly string[];
  readonly warnings: readonly string[];
  readonly failure: Failure | null;
  readonly waitingFor: string | null;
  readonly turns: Turns;
}

/**
 * How many turns the actors had taken that a status was read from: the Book, as `book`, and each Chapter that is being
 * spoken, by its id. Of two statuses of a job the one with a smaller number in any place is not the newer one.
 */
export type Turns = Readonly<Record<string, number>>;

const NO_TURN: Turns = { book: 0 };

/** Shares of a chapter's work: speaking is nearly all of it. */
const SPEAKING_SHARE = 0.95;
const ENCODING_SHARE = 0.03;
/** The last share of the book: putting the file together. */
const ASSEMBLING_SHARE = 0.02;

/** The one progress reducer: a Book and what its Chapters say (missing ones are taken from the Book's own notes). */
export function jobStatus(book: BookState, said: ReadonlyMap<string, ChapterState>, turns: Turns = NO_TURN): JobStatus {
  const entries = chaptersOf(book);
  const chapters = ofThisStart(book, said);
  const finished = book.phase === 'completed' || book.phase === 'partial';
  const views = entries.map((entry) => {
    const view = chapterStatus(entry, chapters.get(entry.id));
    return finished ? { ...view, percent: 100 } : view;
  });
  const characters = entries.reduce((sum, entry) => sum + entry.characters, 0);
  const charactersDone = entries.reduce((sum, entry) => sum + spokenCharacters(entry, chapters.get(entry.id)), 0);
  const share = views.reduce((sum, view) => sum + (view.percent / 100) * view.characters, 0) / Math.max(1, characters);
  return {
    job: book.job,
    title: isOrdered(book) ? book.order.title : '',
    state: book.phase,
    priority: isOrdered(book) ? book.order.priority : 'p1',
    paused: isOrdered(book) && book.paused,
    percent: finished ? 100 : floorTenth(share * (1 - ASSEMBLING_SHARE) * 100),
    characters,
    charactersDone,
    chapters: views,
    voices: voicesOf(book),
    files: finished ? book.files : [],
    rendition: isOrdered(book) ? book.order.settings.rendition : null,
    cover: (summaryOf(book)?.cover ?? null) !== null,
    facts: summaryOf(book)?.facts ?? null,
    missing: finished ? missingParts(entries) : [],
    warnings: warningsOf(book),
    failure: book.phase === 'failed' ? book.failure : null,
    waitingFor: waitingFor(book),
    turns,
  };
}

/** A Chapter of an earlier start of the book has not heard of this one yet: what it was is no progress of now. */
function ofThisStart(book: BookState, said: ReadonlyMap<string, ChapterState>): ReadonlyMap<string, ChapterState> {
  const run = isOrdered(book) ? book.run : null;
  return new Map([...said].filter(([, chapter]) => 'run' in chapter && chapter.run === run));
}

function chapterStatus(entry: ChapterEntry, chapter: ChapterState | undefined): ChapterStatus {
  const spokenShare = entry.characters === 0 ? 1 : spokenCharacters(entry, chapter) / entry.characters;
  const encoded = entry.progress === 'encoded' ? ENCODING_SHARE : 0;
  const joined = entry.progress === 'joined' || entry.progress === 'encoded' ? 1 - SPEAKING_SHARE - ENCODING_SHARE : 0;
  const share =
    entry.progress === 'failed' || entry.progress === 'encoded' ? 1 : spokenShare * SPEAKING_SHARE + joined + encoded;
  const isPastSpeaking = chapter?.phase === 'joining' || chapter?.phase === 'joined';
  const state = entry.progress === 'speaking' && isPastSpeaking ? 'joining' : entry.progress;
  const effort = ownEffort(chapter) ?? entry.effort;
  return {
    n: entry.n,
    id: entry.id,
    title: entry.title,
    state,
    percent: floorTenth(share * 100),
    characters: entry.characters,
    nodes: effort?.nodes ?? [],
    attempts: effort?.again ?? 0,
    failure: isFailed(entry) ? entry.failure : null,
    heard: hasSound(entry) ? (entry.heard ?? null) : null,
  };
}

/** The Chapter knows more than its Book. */
function spokenCharacters(entry: ChapterEntry, chapter: ChapterState | undefined): number {
  if (entry.progress !== 'speaking') return entry.progress === 'waiting' ? 0 : entry.characters;
  return Math.min(entry.characters, Math.max(entry.spokenCharacters, ownWord(chapter)));
}

/** What it says itself, until its Book has taken that up: else a percent would fall between the two. */
function ownWord(chapter: ChapterState | undefined): number {
  if (chapter?.phase === 'speaking' || chapter?.phase === 'joining') return chapter.spokenCharacters;
  return chapter?.phase === 'joined' ? chapter.characters : 0;
}

const ownEffort = (chapter: ChapterState | undefined): Effort | undefined =>
  chapter !== undefined && 'effort' in chapter ? chapter.effort : undefined;

const summaryOf = (book: BookState): Omit<BookSummary, 'chapters'> | undefined =>
  isOrdered(book) && book.phase !== 'reading' ? book.summary : undefined;

function warningsOf(book: BookState): readonly string[] {
  const { warnings: ofFiles = [] } = book.phase === 'completed' || book.phase === 'partial' ? book : {};
  return [...(summaryOf(book)?.warnings ?? []), ...ofFiles, ...speechRemarks(chaptersOf(book))];
}

function waitingFor(book: BookState): string | null {
  if (book.phase !== 'converting' || book.paused || book.slots !== 0) return null;
  return nodeThatSpeaks(book.order.settings);
}

/** In the words of every screen. */
export const nodeThatSpeaks = ({ voice, engine }: Pick<JobVoice, 'voice' | 'engine'>): string =>
  `a node that speaks ${voice} (${engine})`;

function voicesOf(book: BookState): readonly JobVoice[] {
  if (!isOrdered(book)) return [];
  const { engine, voice, profile, languageVoices } = book.order.settings;
  const open = chaptersOf(book).filter(({ progress }) => progress === 'waiting' || progress === 'speaking');
  const needed = new Set(open.flatMap(({ otherVoices = [] }) => otherVoices.map((other) => other.profile)));
  return [
    { language: null, engine, voice, profile, isNeeded: open.length > 0 },
    ...languageVoices.map((other) => ({
      language: other.language,
      engine: other.engine,
      voice: other.voice,
      profile: other.profile,
      isNeeded: needed.has(other.profile),
    })),
  ];
}

const floorTenth = (value: number): number => Math.floor(value * 10) / 10;
