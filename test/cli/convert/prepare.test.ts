import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ConvertFlags, prepareConversion } from '../../../src/cli/convert/prepare.js';
import { deviceDesk } from '../../../src/cli/devices/device-desk.js';
import type { CommandContext } from '../../../src/cli/surroundings.js';
import { loadSettings } from '../../../src/config/index.js';
import { writeNovel } from '../../support/novel.js';
import { fakeProcess } from '../fake-terminal.js';

const TEST_MS = 60_000;

describe('what is looked at before anything is started', { timeout: TEST_MS }, () => {
  let home = '';
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'e2a-prepare-'));
    await writeFile(join(home, 'dawn.epub'), await writeNovel({ title: 'Dawn', chapters: 1, paragraphs: 1 }));
    await writeFile(join(home, 'bad.epub'), 'PK\u0003\u0004 cut off');
    await mkdir(join(home, 'bin'));
    vi.stubEnv('PATH', join(home, 'bin'));
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(home, { recursive: true });
  });

  /** Stands for ffmpeg: there, or there and broken. */
  const install = async (script: string): Promise<void> => {
    await symlink('/bin/sh', join(home, 'bin', 'sh'));
    await writeFile(join(home, 'bin', 'ffmpeg'), `#!/bin/sh\n${script}\n`);
    await chmod(join(home, 'bin', 'ffmpeg'), 0o700);
  };

  const prepare = (book: string, flags: ConvertFlags) => {
    const { surroundings } = fakeProcess([], home);
    const context: CommandContext = {
      ...surroundings,
      signal: surroundings.interruption.signal,
      finish: () => undefined,
    };
    const { engine } = flags;
    const { settings } = loadSettings({ engine }, surroundings);
    return prepareConversion(book, flags, settings, context, deviceDesk(false));
  };

  it.each<[string, string, string, string]>([
    ['the book, where it is bad and nothing is installed', 'bad.epub', 'nope', 'E2A-1002'],
    ['the voice, where there is no such engine and no ffmpeg', 'dawn.epub', 'nope', 'E2A-2001'],
    ['ffmpeg, where it is missing', 'dawn.epub', 'tone', 'E2A-3001'],
  ])('%s is told', async (_, book, engine, code) => {
    await expect(prepare(book, { engine })).rejects.toMatchObject({ failure: { code } });
  });

  it('a bad book is told also where ffmpeg is broken', async () => {
    await install('exit 1');
    await expect(prepare('bad.epub', { engine: 'tone' })).rejects.toMatchObject({ failure: { code: 'E2A-1002' } });
  });

  it('all is there', async () => {
    await install('exit 0');
    const { order, planInHand } = await prepare('dawn.epub', { engine: 'tone' });
    expect(order).toMatchObject({ title: 'Dawn', settings: { engine: 'tone' } });
    expect(planInHand.planned.plan.chapters).toHaveLength(1);
  });
});
