import type { Argument, Command, Option } from 'commander';
import { CHOICES_OF_FLAG, FILE_NAMES, KNOWN_NAMES, type KnownThing } from './values.js';

/** One word the shell may put there. */
export interface Choice {
  readonly value: string;
  /** Shown beside it by shells that can. */
  readonly description: string;
}

/** What could stand where the cursor is. */
export type Wanted =
  | { readonly type: 'choices'; readonly choices: readonly Choice[] }
  /** Names that only the cluster or this machine knows. */
  | { readonly type: 'known'; readonly things: KnownThing }
  /** The shell knows its files best. */
  | { readonly type: 'files' }
  | { readonly type: 'nothing' };

export interface Completing {
  readonly wanted: Wanted;
  /** What is typed of it already. */
  readonly typed: string;
}

/** Where the words before the cursor lead. */
interface Place {
  readonly command: Command;
  /** Words that are neither a command nor a flag. */
  readonly operands: number;
  /** The flag whose value comes next. */
  readonly open: Option | null;
  readonly flagsOver: boolean;
}

/** Groups of commands have one that is meant when none is named. */
const OWN_LISTS = ['ls', 'list', 'show'];

/** @param words all behind `e2a`; the last is the one being typed, empty when it is yet to begin */
export function completing(program: Command, words: readonly string[]): Completing {
  const typed = words.at(-1) ?? '';
  const start: Place = { command: program, operands: 0, open: null, flagsOver: false };
  const place = words.slice(0, -1).reduce(after, start);
  if (place.open !== null) return { wanted: wordsAfter(place.open), typed };
  if (place.flagsOver || !typed.startsWith('-')) return { wanted: operandAt(place), typed };
  const [name = '', value] = typed.split(/=(.*)/s);
  if (value === undefined) return { wanted: flagsOf(place.command), typed };
  const option = flagNamed(place.command, name);
  return { wanted: option === undefined ? { type: 'nothing' } : wordsAfter(option), typed: value };
}

function after(place: Place, word: string): Place {
  const { command, operands, open, flagsOver } = place;
  if (open !== null) return { ...place, open: null };
  if (!flagsOver && word === '--') return { ...place, flagsOver: true };
  if (!flagsOver && word.startsWith('-')) {
    const takesValue = flagNamed(command, word)?.required === true;
    return takesValue ? { ...place, open: flagNamed(command, word) ?? null } : place;
  }
  const inner = operands === 0 ? command.commands.find((one) => isCalled(one, word)) : undefined;
  return inner === undefined ? { ...place, operands: operands + 1 } : { ...place, command: inner };
}

const isCalled = (command: Command, word: string): boolean =>
  command.name() === word || command.aliases().includes(word);

/** The command itself, and the one that is meant when a group is named alone. */
const meantBy = (command: Command): readonly Command[] => [
  command,
  ...command.commands.filter((one) => command.name() !== ROOT && OWN_LISTS.includes(one.name())).slice(0, 1),
];
const ROOT = 'e2a';

const optionsOf = (command: Command): readonly Option[] =>
  meantBy(command).flatMap((one) => one.createHelp().visibleOptions(one));

const flagNamed = (command: Command, name: string): Option | undefined =>
  optionsOf(command).find(({ short, long }) => short === name || long === name);

function flagsOf(command: Command): Wanted {
  const flags = new Map(optionsOf(command).map(({ long, short, description }) => [long ?? short ?? '', description]));
  return { type: 'choices', choices: [...flags].map(([value, description]) => ({ value, description })) };
}

function wordsAfter(option: Option): Wanted {
  const name = option.long?.replace(/^--/, '') ?? '';
  return wantedBy(name, option.argChoices ?? CHOICES_OF_FLAG[name]);
}

function operandAt({ command, operands }: Place): Wanted {
  const inner = command.createHelp().visibleCommands(command);
  if (operands === 0 && inner.length > 0)
    return {
      type: 'choices',
      choices: inner.map((one) => ({ value: one.name(), description: one.description() })),
    };
  const argument = argumentAt(meantBy(command).at(-1)?.registeredArguments ?? [], operands);
  if (argument === undefined) return { type: 'nothing' };
  const group = command.parent?.name() ?? '';
  return wantedBy(argument.name(), argument.argChoices, KNOWN_NAMES[`${group} ${argument.name()}`]);
}

function argumentAt(known: readonly Argument[], index: number): Argument | undefined {
  const last = known.at(-1);
  return known[index] ?? (last?.variadic === true ? last : undefined);
}

function wantedBy(name: string, choices: readonly string[] | undefined, inGroup?: KnownThing): Wanted {
  if (choices !== undefined) return { type: 'choices', choices: choices.map((value) => ({ value, description: '' })) };
  const things = inGroup ?? KNOWN_NAMES[name];
  if (things !== undefined) return { type: 'known', things };
  return FILE_NAMES.has(name) ? { type: 'files' } : { type: 'nothing' };
}
