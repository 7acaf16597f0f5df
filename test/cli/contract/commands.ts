import { tmpdir } from 'node:os';
import type { Command } from 'commander';
import { createProgram } from '../../../src/cli/program.js';
import { fakeProcess } from '../fake-terminal.js';

/** A command that does something, and the words that lead to it. */
export interface Leaf {
  /** `['cluster', 'ls']` */
  readonly path: readonly string[];
  readonly name: string;
  readonly command: Command;
}

const { surroundings } = fakeProcess([], tmpdir());
const program = createProgram({ ...surroundings, signal: surroundings.interruption.signal, finish: () => undefined });

const leavesOf = (command: Command, path: readonly string[]): readonly Leaf[] =>
  command.commands.length === 0
    ? [{ path, name: path.join(' '), command }]
    : command.commands.flatMap((child) => leavesOf(child, [...path, child.name()]));

/** Every command there is, as the program itself has them. */
export const LEAVES: readonly Leaf[] = leavesOf(program, []);

export const longFlags = (command: Command): readonly string[] =>
  command.options.filter(({ hidden }) => !hidden).flatMap(({ long }) => (long === undefined ? [] : [long]));
