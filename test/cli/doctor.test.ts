import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../../src/cli/index.js';
import { fakeProcess } from './fake-terminal.js';

describe('doctor on a machine without programs', () => {
  const path = process.env['PATH'];
  let home = '';
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'e2a-doctor-'));
    process.env['PATH'] = home;
  });
  afterAll(async () => {
    process.env['PATH'] = path;
    await rm(home, { recursive: true });
  });

  async function finding(name: string, ...flags: readonly string[]) {
    const { surroundings, out } = fakeProcess(['doctor', '--json', ...flags], home, { E2A_VOICES: home });
    await runCli(surroundings);
    const { findings } = JSON.parse(out.written()) as { findings: readonly { name: string; state: string }[] };
    return findings.find((each) => each.name === name);
  }

  it.each(['auto', 'hibari', 'tone', 'openai'])(
    'espeak-ng is no fault where what speaks does not start it, and whose it is is said: %s',
    async (engine) => {
      expect(await finding('espeak-ng', '--engine', engine)).toMatchObject({
        state: 'skipped',
        found: expect.stringMatching(/^not installed; \w+ does not need it, voices of piper, kokoro and espeak do/),
      });
    },
  );

  it.each([
    ['--engine', 'piper'],
    ['--voice', 'en_US-joe-medium'],
    ['--engine', 'espeak'],
  ])('it is missed where it is needed: %s %s', async (...flags) => {
    expect(await finding('espeak-ng', ...flags)).toMatchObject({ state: 'missing' });
  });

  it('no engine is called auto: a server is looked for where one is asked', async () => {
    expect(await finding('speech server')).toMatchObject({
      state: 'skipped',
      found: 'only the engine openai needs one',
    });
  });
});
