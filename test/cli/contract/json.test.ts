import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../../../src/cli/index.js';
import { systemClock } from '../../../src/client/index.js';
import type { ExitCode } from '../../../src/core/index.js';
import { startNats, type TestServer } from '../../support/nats.js';
import { fakeProcess } from '../fake-terminal.js';
import { LEAVES, longFlags } from './commands.js';

const TEST_MS = 60_000;
/** Nobody is there to answer: no node is up. */
const BRIEFLY = ['--timeout', '0.2'];

interface Row {
  readonly argv: readonly string[];
  readonly code: ExitCode;
}

const works = (...argv: readonly string[]): Row => ({ argv, code: 0 });
const ends = (code: ExitCode, ...argv: readonly string[]): Row => ({ argv, code });

/** In this order: what comes later may use what came before. */
const ROWS: Readonly<Record<string, Row>> = {
  plan: works('book.md'),
  submit: works('book.md', '--engine', 'tone'),
  jobs: works(),
  show: works('@last'),
  watch: ends(8, '@last', ...BRIEFLY),
  get: ends(5, '@last'),
  verify: works('@last', ...BRIEFLY),
  pause: ends(8, '@last', ...BRIEFLY),
  resume: ends(8, '@last', ...BRIEFLY),
  retry: ends(1, '@last', ...BRIEFLY),
  move: ends(8, '@last', '--priority', 'p0', ...BRIEFLY),
  cancel: ends(8, '@last', ...BRIEFLY),
  remove: ends(8, '@last', ...BRIEFLY),
  'batch ls': works(),
  'batch show': ends(5, 'nothing'),
  'batch report': ends(5, 'nothing'),
  'batch rm': ends(5, 'nothing'),
  'cluster ls': works(),
  'cluster top': works('--once'),
  'cluster init': works(),
  'cluster cordon': ends(5, 'nobody'),
  'cluster uncordon': ends(5, 'nobody'),
  'cluster drain': ends(5, 'nobody'),
  'cluster limit': works('openai', '--per-minute', '60'),
  queue: works(),
  'dlq ls': works(),
  'dlq show': ends(5, '7'),
  'dlq retry': ends(5, '7'),
  'dlq skip': ends(5, '7'),
  clean: works('--older-than', '30d', '--dry-run'),
  'config show': works(),
  explain: works('1003'),
  doctor: ends(7, '--engine', 'tone'),
  'voices list': works(),
  'voices show': works('tone'),
  'voices pull': ends(5, 'no-such-voice'),
  'voices preview': works('tone', 'A word.', '--output', 'word.wav'),
  'voices remove': ends(5, 'no-such-voice'),
  'voices push': ends(5, 'no-such-voice'),
  'lexicon add': works('gif', 'jiff'),
  'lexicon ls': works(),
  'lexicon say': works('A gif.'),
  'lexicon check': ends(5, 'nowhere.txt'),
  'lexicon remove': works('gif'),
};

/** With a cluster, a page or a status server of their own: tests of their own read them. */
const ELSEWHERE = new Set(['convert', 'up', 'health']);

describe('--json', { timeout: TEST_MS }, () => {
  let server: TestServer;
  let home = '';
  beforeAll(async () => {
    server = await startNats();
    home = await mkdtemp(join(tmpdir(), 'e2a-json-'));
    await writeFile(join(home, 'book.md'), '# One\n\nThe lamp was lit.\n\n# Two\n\nIt went out.\n');
  });
  afterAll(async () => {
    await server.stop();
    await rm(home, { recursive: true, force: true });
  });

  const documents = (text: string): readonly Record<string, unknown>[] =>
    text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  it('is looked at for every command that has it', () => {
    const having = LEAVES.filter(({ command }) => longFlags(command).includes('--json')).map(({ name }) => name);
    expect(having.filter((name) => !ELSEWHERE.has(name)).toSorted()).toEqual(Object.keys(ROWS).toSorted());
  });

  it.each(Object.entries(ROWS))('%s: nothing but lines of JSON with v', async (name, { argv, code }) => {
    const env = { E2A_NATS_URL: server.url, E2A_VOICES: join(home, 'voices') };
    const { surroundings, out, words } = fakeProcess([...name.split(' '), '--json', ...argv], home, env);
    const ended = await runCli({ ...surroundings, clock: systemClock });
    expect([ended, words.written()]).toEqual([
      code,
      code === 5 || code === 1 ? expect.stringContaining('"type":"error"') : '',
    ]);
    const said = documents(out.written());
    for (const document of said) expect(document).toMatchObject({ v: 1 });
    const errors = documents(words.written());
    for (const error of errors) expect(error).toMatchObject({ v: 1, docs: expect.stringContaining('docs/errors.md#') });
    expect(said.length + errors.length).toBeGreaterThan(0);
  });
});
