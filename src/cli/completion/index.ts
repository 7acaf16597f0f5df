/**
 * Completion of the command line: what could stand where the cursor is, for the scripts that shells load.
 *
 * Loaded only when a shell asks. It must answer within a moment and never say a word of its own.
 */
import type { Command } from 'commander';
import type { Surroundings } from '../surroundings.js';
import { knownNames } from './known.js';
import { completing } from './wanted.js';

export { type Shell, writeShellScript } from './shell-script.js';

/** The last line tells the shell's script whether it may offer files where we offer nothing. */
const MAY_OFFER_FILES = ':0';
const NO_FILES = ':4';

/** What a shell's script reads: `value TAB description` a line, then the directive. */
export async function completionsFor(
  program: Command,
  words: readonly string[],
  surroundings: Surroundings,
): Promise<string> {
  const { wanted, typed } = completing(program, words);
  if (wanted.type === 'files') return `${MAY_OFFER_FILES}\n`;
  const offered =
    wanted.type === 'choices'
      ? wanted.choices
      : wanted.type === 'known'
        ? await knownNames(wanted.things, words, surroundings)
        : [];
  const lines = offered
    .filter(({ value }) => value.startsWith(typed))
    .map(({ value, description }) => `${value}\t${oneLine(description)}`);
  return [...lines, NO_FILES, ''].join('\n');
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
