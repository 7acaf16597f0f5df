import { basename, dirname, extname, join, resolve } from 'node:path';
import { platformFolders } from '../../config/index.js';
import type { Place } from '../surroundings.js';

const SERIES_FOLDER = 'lexicons';
const ENDING = '.txt';

/** For every book of this user. */
export const globalListPath = (here: Place): string => join(platformFolders(here).config, 'lexicon.txt');

export const seriesFolder = (here: Place): string => join(platformFolders(here).config, SERIES_FOLDER);

/** `discworld` is a list of this user's own; with a slash or an ending it is a path. */
export const seriesListPath = (name: string, here: Place): string =>
  /[/\\]/.test(name) || name.endsWith(ENDING) ? resolve(here.cwd, name) : join(seriesFolder(here), `${name}${ENDING}`);

/** `Hogfather.epub` has `Hogfather.lexicon.txt` beside it. */
export const bookListPath = (book: string, here: Place): string => {
  const path = resolve(here.cwd, book);
  return join(dirname(path), `${basename(path, extname(path))}.lexicon.txt`);
};

/** `discworld, names` as the setting has it. */
export const seriesNames = (setting: string | null): readonly string[] =>
  (setting ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
