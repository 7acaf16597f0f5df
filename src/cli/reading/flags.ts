import type { Command } from 'commander';
import type { LocalReadingWishes } from '../../ordering/index.js';
import { shellCommand } from '../command-line.js';

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
  { chapters, include, exclude, notes, plan, lexicon, speed, pause }: LocalReadingWishes,
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
    ...(speed === undefined ? [] : ['--speed', String(speed)]),
    ...(pause ?? []).flatMap((list) => ['--pause', list]),
  ]);
