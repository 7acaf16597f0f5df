import type { Command } from 'commander';
import type { FlagValues } from '../../config/index.js';
import { collect } from '../reading/flags.js';

/** Where on a shelf it is to stand. */
export interface LibraryFlags {
  readonly library?: string;
  readonly layout?: string;
}

/** For every command that orders a book. */
export const withRendition = (command: Command): Command =>
  command
    .option('--format <name>', 'm4b, mp3, opus, flac or wav; default: m4b')
    .option('--split <where>', 'chapters: a file for each chapter; none: one for the book')
    .option(
      '--extras <list>',
      'beside the sound: metadata,cover,cue,m3u,srt,vtt,srt-words,vtt-words,epub (it reads itself aloud)',
      collect,
    );

/** For every command that puts a book in its place. */
export const withLibrary = (command: Command): Command =>
  command
    .option('--library <folder>', 'put it on this shelf, as Audiobookshelf and others watch one')
    .option('--layout <template>', 'its folder there; default: {author}/{series}/{title}');

export const libraryFlags = ({ library, layout }: LibraryFlags): FlagValues => ({
  outputLibrary: library,
  outputLayout: layout,
});
