import { CLOCK_HZ } from '../clock.js';
import { chapterTitle } from '../m4b/index.js';
import { sectorTime } from './times.js';

/** A file of sound and the chapters in it. */
export interface ListedFile {
  /** Beside the list. */
  readonly name: string;
  readonly samples: number;
  readonly chapters: readonly ListedChapter[];
}

export interface ListedChapter {
  readonly title: string;
  /** Samples of its file. */
  readonly start: number;
}

/** What a cue sheet calls a file; players look at the file itself, whatever it says. */
const CUE_KINDS: ReadonlyMap<string, string> = new Map([
  ['mp3', 'MP3'],
  ['wav', 'WAVE'],
]);
const USUAL_CUE_KIND = 'WAVE';

/** The sheets come from CDs, which have no more. */
const MOST_TRACKS = 99;

/** What somebody should know of a sheet of so many tracks; null: nothing. */
export const cueRemark = (tracks: number): string | null =>
  tracks <= MOST_TRACKS
    ? null
    : `The cue sheet has ${tracks} tracks; many players read no more than ${MOST_TRACKS}, or none of a sheet that has more.`;

/** A cue sheet: every chapter a track. */
export function cueSheet(title: string, performer: string, files: readonly ListedFile[]): string {
  let track = 0;
  const lines = files.flatMap(({ name, chapters }) => [
    `FILE ${quoted(name)} ${CUE_KINDS.get(name.split('.').at(-1) ?? '') ?? USUAL_CUE_KIND}`,
    ...chapters.flatMap((chapter) => {
      track += 1;
      return [
        `  TRACK ${String(track).padStart(2, '0')} AUDIO`,
        `    TITLE ${quoted(chapterTitle(chapter.title, track))}`,
        `    INDEX 01 ${sectorTime(chapter.start)}`,
      ];
    }),
  ]);
  return `${[`PERFORMER ${quoted(performer)}`, `TITLE ${quoted(title)}`, ...lines].join('\n')}\n`;
}

/** A cue sheet has no way to write a quote inside quotes. */
const quoted = (text: string): string => `"${text.replace(/\s+/gu, ' ').replaceAll('"', "'").trim()}"`;

/** A playlist of the files, in UTF-8 (`.m3u8`). @param author stands before the titles */
export function playlist(
  author: string,
  files: readonly { readonly name: string; readonly title: string; readonly samples: number }[],
): string {
  const lines = files.flatMap(({ name, title, samples }) => {
    const shown = [author, title].filter((part) => part !== '').join(' - ');
    return [`#EXTINF:${Math.round(samples / CLOCK_HZ)},${shown.replace(/\s+/gu, ' ').trim()}`, playlistName(name)];
  });
  return `${['#EXTM3U', ...lines].join('\n')}\n`;
}

/** A line that begins with # is a remark. */
const playlistName = (name: string): string => (name.startsWith('#') ? `./${name}` : name);
