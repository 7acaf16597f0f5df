import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { streamScreen } from '../../../src/cli/screen.js';

const SRC = fileURLToPath(new URL('../../../src/cli', import.meta.url));

describe('escape codes', () => {
  afterEach(() => vi.unstubAllEnvs());

  const stream = (isTTY: boolean): NodeJS.WriteStream =>
    Object.assign(new Writable({ write: (_chunk, _encoding, done) => done() }), {
      isTTY,
      columns: 60,
      rows: 20,
      getColorDepth: () => 8,
      hasColors: () => true,
    }) as unknown as NodeJS.WriteStream;

  it('are written for a terminal', () => {
    vi.stubEnv('NO_COLOR', undefined);
    vi.stubEnv('TERM', 'xterm');
    const screen = streamScreen(stream(true), { TERM: 'xterm' }, () => undefined);
    expect([screen.isTerminal, screen.isLive, screen.columns(), screen.rows()]).toEqual([true, true, 60, 20]);
    expect(screen.paint('red', 'x')).toContain('\u001b[');
  });

  it.each([
    ['NO_COLOR', { NO_COLOR: '1', TERM: 'xterm' }],
    ['a dumb terminal', { TERM: 'dumb' }],
  ])('are not for %s: neither colour nor lines drawn anew', (_what, env) => {
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    const screen = streamScreen(stream(true), env, () => undefined);
    expect([screen.isTerminal, screen.isLive, screen.paint('red', 'x')]).toEqual([true, false, 'x']);
  });

  it('are not for a pipe, whatever FORCE_COLOR wants', () => {
    vi.stubEnv('FORCE_COLOR', '1');
    const screen = streamScreen(stream(false), { FORCE_COLOR: '1' }, () => undefined);
    expect([screen.isTerminal, screen.isLive, screen.paint('red', 'x')]).toEqual([false, false, 'x']);
  });

  it('come from two places only: the painter and the live block', () => {
    const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    const writers = files.filter((name) => /\\u001b|\\x1b|\\033|styleText/.test(readFileSync(join(SRC, name), 'utf8')));
    expect(writers.toSorted()).toEqual(['render/live-block.ts', 'screen.ts']);
  });
});
