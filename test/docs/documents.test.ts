import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../src/core/index.js';
import { codeSpans, document, firstCells, section, shellLines } from './markdown.js';

const readme = document('README.md');
const architecture = document('ARCHITECTURE.md');
const contributing = document('CONTRIBUTING.md');
const manifest = JSON.parse(document('package.json')) as {
  version: string;
  engines: { node: string };
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};

/** The words of the design, in its order: each has one meaning, everywhere. */
const WORDS = [
  'actor',
  'behavior',
  'address',
  'message',
  'effect',
  'turn',
  'checkpoint',
  'outbox',
  'mailbox',
  'work queue',
  'profile',
  'attempt',
  'lease, heartbeat',
  'supervision',
  'dead letter',
  'reconciler',
  'host',
  'slot',
  'job',
  'chapter, passage',
  'segment',
  'utterance',
  'clip',
  'rendition',
];

describe('README', () => {
  it('begins with the two commands', () => {
    expect(shellLines(readme).slice(0, 2)).toEqual(['npm start', 'npm start -- path/to/book.epub']);
    expect(readme.indexOf('npm start')).toBeLessThan(readme.indexOf('\n## '));
  });
  it('has the words of the design, all of them, no other', () => {
    expect(firstCells(section(readme, 'Words'))).toEqual(WORDS);
  });
  it('names every exit code', () => {
    const named = firstCells(section(readme, 'Exit codes')).flatMap((cell) => cell.split(', ').map(Number));
    expect(named).toEqual(Object.values(EXIT));
  });
  it('names every variable of config/e2a.toml, and no other', () => {
    const variables = (text: string): string[] => [...new Set(text.match(/\bE2A_[A-Z_]+\b/g))].sort();
    expect(variables(section(readme, 'Settings'))).toEqual(variables(document('config/e2a.toml')));
  });
  it('asks for the Node.js that package.json asks for', () => {
    expect(readme).toContain(`Node.js ${manifest.engines.node.replace('>=', '')} or newer`);
  });
});

describe('what proves what', () => {
  it('names tests that are there', () => {
    const named = codeSpans(document('docs/acceptance.md')).filter((span) => span.startsWith('test/'));
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter((path) => !existsSync(fileURLToPath(new URL(`../../${path}`, import.meta.url))))).toEqual([]);
  });
});

describe('every document', () => {
  const all = { readme, architecture, contributing, changelog: document('CHANGELOG.md') };

  it.each(Object.entries(all))('%s: local links lead somewhere', (_name, text) => {
    const targets = [...text.matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(([, target = '']) => target);
    expect(targets.filter((target) => !leadsSomewhere(text, target))).toEqual([]);
  });
  it.each(Object.entries(all))('%s: npm scripts exist', (_name, text) => {
    const asked = [...text.matchAll(/npm (?:run )?(start|test|setup|check:[a-z]+|format|build|bench)\b/g)];
    expect(asked.map(([, name = '']) => name).filter((name) => manifest.scripts[name] === undefined)).toEqual([]);
  });
});

const slugOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .replace(/\s/g, '-');

function leadsSomewhere(text: string, target: string): boolean {
  if (!target.startsWith('#')) return existsSync(new URL(`../../${target}`, import.meta.url));
  return [...text.matchAll(/^#+ (.+)$/gm)].some(([, heading = '']) => `#${slugOf(heading)}` === target);
}

describe('ARCHITECTURE', () => {
  it('has a line for each dependency', () => {
    expect(
      firstCells(section(architecture, 'Dependencies'))
        .map((cell) => cell.replaceAll('`', ''))
        .sort(),
    ).toEqual(Object.keys(manifest.dependencies).sort());
    const spans = new Set(codeSpans(section(architecture, 'Dependencies')));
    expect(Object.keys(manifest.devDependencies).filter((name) => !spans.has(name))).toEqual([]);
  });
  it('numbers its decisions without a gap and dates each', () => {
    const heads = [...section(architecture, 'Decisions').matchAll(/^\*\*(\d+)\. [^*]+\*\* \((\d{4}-\d\d-\d\d)\)/gm)];
    const bold = [...section(architecture, 'Decisions').matchAll(/^\*\*\d/gm)];
    expect(heads.map(([, number]) => Number(number))).toEqual(heads.map((_, i) => i + 1));
    expect(heads.length).toBe(bold.length);
  });
});

describe('the command line as the README shows it', () => {
  const BIN = fileURLToPath(new URL('../../bin/e2a', import.meta.url));
  const help = async (...command: string[]): Promise<string> => (await execa(BIN, [...command, '--help'])).stdout;
  const shown = [...codeSpans(section(readme, 'Commands')), ...shellLines(wholeSection('Commands'))]
    .filter((code) => code.startsWith('e2a '))
    .map((code) => code.split(/\s+/).slice(1));

  /** With its fenced blocks. */
  function wholeSection(heading: string): string {
    const from = readme.indexOf(`## ${heading}`);
    return readme.slice(from, readme.indexOf('\n## ', from + 1));
  }

  it('has every command', async () => {
    const known = (await help()).match(/^ {2}([a-z]+)/gm)?.map((line) => line.trim()) ?? [];
    expect(shown.map(([verb = '']) => verb).filter((verb) => !known.includes(verb))).toEqual([]);
    expect(shown.length).toBeGreaterThan(10);
  });
  it('has every option, at its command', async () => {
    const rows = section(readme, 'Commands')
      .split('\n')
      .filter((line) => line.startsWith('| `e2a '));
    for (const row of rows) {
      const [first = '', ...rest] = codeSpans(row);
      const verb = first.split(' ')[1] ?? '';
      const options = rest.filter((code) => code.startsWith('--')).map((code) => code.split(' ')[0] ?? '');
      const text = options.length === 0 ? '' : await help(verb);
      expect(options.filter((option) => !text.includes(option)).map((option) => `${verb} ${option}`)).toEqual([]);
    }
  });
});

describe('CHANGELOG', () => {
  it('knows the version of package.json, or says it is not released', () => {
    expect(document('CHANGELOG.md')).toMatch(new RegExp(`^## \\[(Unreleased|${manifest.version})\\]`, 'm'));
  });
});

describe('LICENSE', () => {
  it('is the one that package.json names, in full', () => {
    const text = readFileSync(new URL('../../LICENSE', import.meta.url), 'utf8');
    expect(text).toContain('Apache License');
    expect(text).toContain('END OF TERMS AND CONDITIONS');
  });
});
