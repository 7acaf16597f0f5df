import type { Command } from 'commander';
import { shellCommand } from '../command-line.js';

/** What the command line says of how a book is read. */
export interface ReadingFlags {
  readonly chapters?: string;
  /** Each as it was typed: `front,notes`. */
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly notes?: string;
  readonly plan?: string;
  /** Names of word lists, as `E2A_LEXICON` has them. */
  readonly lexicon?: string;
  readonly speed?: string;
  /** Each as it was typed: `paragraph=0.9,sentence=0.4`. */
  readonly pause?: readonly string[];
}

/** A flag that may be given again. */
export const collect = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];

/** For every command that reads a book. */
export const withReading = (command: Command): Command =>
  command
    .option('--chapters <list>', 'only these, as e2a plan numbers them: 1-3,7')
    .option('--include <list>', 'read these too: front,contents,index,notes,images,code,licence', collect)
    .option('--exclude <list>', 'leave these out too: preface,back,tables,captions,stage-directions', collect)
    .option('--notes <place>', 'say notes: skip, inline or end (of their chapter)')
    .option('--plan <file>', 'as this file says; e2a plan --save makes it')
    .option(
      '--lexicon <names>',
      'say words as these lists want it, beside your own and the book’s: discworld,./names.txt',
    )
    .option('--speed <factor>', 'from 0.5 to 2; 1 is the voice’s own pace')
    .option(
      '--pause <list>',
      'seconds of silence: paragraph=0.9,sentence=0.4; they change without speaking anew',
      collect,
    );

/** The same flags for another command, so that a person can paste it: `e2a plan BOOK --exclude preface`. */
export const planCommandLine = (
  book: string,
  { chapters, include, exclude, notes, plan, lexicon, speed, pause }: ReadingFlags,
): string =>
  shellCommand([
    'e2a',
    'plan',
    book,
    ...(chapters === undefined ? [] : ['--chapters', chapters]),
    ...(include ?? []).flatMap((list) => ['--include', list]),
    ...(exclude ?? []).flatMap((list) => ['--exclude', list]),
    ...(notes === undefined ? [] : ['--notes', notes]),
    ...(plan === undefined ? [] : ['--plan', plan]),
    ...(lexicon === undefined ? [] : ['--lexicon', lexicon]),
    ...(speed === undefined ? [] : ['--speed', speed]),
    ...(pause ?? []).flatMap((list) => ['--pause', list]),
  ]);
