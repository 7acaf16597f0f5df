import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { document, shellLines } from '../docs/markdown.js';

/** The page for operators. */
const PAGE = 'docs/look-with-nats-cli.md';

export interface Looked {
  readonly code: number;
  readonly stdout: string;
  /** Both streams. */
  readonly words: string;
}

export interface Looking {
  readonly words: () => string;
  /** As Ctrl+C does. */
  stop(): Promise<void>;
}

/** Somebody with a shell, the plain `nats` command and our page, who types what stands there. */
export interface Operator {
  /** What this reader has to put in for the words in capitals. */
  readonly values: Map<string, string>;
  /** Runs a command of the page; throws when it is not on the page. */
  look(command: string): Promise<Looked>;
  /** The same, for a command that goes on until it is stopped. */
  watch(command: string): Looking;
  /** Runs something that is on no page. */
  type(command: string): Promise<Looked>;
  /** Commands of the page that nobody has typed yet. */
  unread(): readonly string[];
}

export function operatorWith(program: string, home: string): Operator {
  mkdirSync(home, { recursive: true });
  const page = shellLines(document(PAGE));
  const read = new Set<string>();
  const values = new Map<string, string>();
  const shell = { cwd: home, reject: false, extendEnv: false, all: true, env: surroundings(program, home) } as const;
  const type = async (command: string): Promise<Looked> => {
    const { exitCode, stdout, all } = await execa('bash', ['-c', command], shell);
    return { code: exitCode ?? -1, stdout, words: all };
  };
  const fromPage = (command: string): string => {
    if (!page.includes(command)) throw new Error(`not on the page: ${command}`);
    read.add(command);
    return filledIn(command, values);
  };
  return {
    values,
    type,
    look: (command) => type(fromPage(command)),
    watch: (command) => keepLooking(`exec ${fromPage(command)}`, shell),
    unread: () => page.filter((command) => !read.has(command)),
  };
}

/** A home of its own: nobody's contexts are read or changed. */
function surroundings(program: string, home: string): Record<string, string> {
  const path = `${dirname(program)}:${process.env['PATH'] ?? ''}`;
  return { PATH: path, HOME: home, XDG_CONFIG_HOME: join(home, '.config'), NATS_TIMEOUT: '2s', LC_ALL: 'C.UTF-8' };
}

const filledIn = (command: string, values: ReadonlyMap<string, string>): string =>
  [...values].reduce((text, [word, value]) => text.replace(new RegExp(`\\b${word}\\b`, 'g'), value), command);

function keepLooking(command: string, shell: { readonly cwd: string; readonly env: Record<string, string> }): Looking {
  const child = execa('bash', ['-c', command], { ...shell, reject: false, extendEnv: false, all: true, buffer: false });
  let words = '';
  child.all.on('data', (chunk: Buffer) => {
    words += chunk.toString();
  });
  return {
    words: () => words,
    stop: async () => {
      child.kill('SIGINT');
      await child;
    },
  };
}
