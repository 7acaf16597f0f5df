import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CODES, HostBrokenError, RetryableError } from '../../../src/core/index.js';
import { runProgram } from '../../../src/programs/index.js';
import { compareSentences, demandRecogniser, openRecogniser, recogniserFiles } from '../../../src/speech/index.js';

/** The real one loads 400 MB of libraries. */
vi.setConfig({ testTimeout: 180_000 });

const never = new AbortController().signal;
const here = { folder: '' };
beforeAll(async () => {
  here.folder = await mkdtemp(join(tmpdir(), 'e2a-recogniser-'));
});
afterAll(() => rm(here.folder, { recursive: true, force: true }));

/** Stands in for Python: what it does with each line that it is given. */
async function fake(name: string, script: string): Promise<{ python: string; model: string }> {
  const python = join(here.folder, name);
  await writeFile(
    python,
    `#!${process.execPath}\nconst say = (answer) => console.log(JSON.stringify(answer));\n${script}\n`,
  );
  await chmod(python, 0o755);
  return { python, model: 'base' };
}
const onLine = (then: string): string =>
  `say({ ready: true }); require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => { ${then} });`;

describe('a recogniser', () => {
  it('is asked for one file after another', async () => {
    const recogniser = await openRecogniser(
      await fake(
        'good',
        onLine("const { path, language } = JSON.parse(line); say({ text: path + ' in ' + language });"),
      ),
    );
    expect(await recogniser.transcribe('/a.flac', 'en', 60, never)).toBe('/a.flac in en');
    expect(await recogniser.transcribe('/b.flac', null, 60, never)).toBe('/b.flac in null');
    await recogniser.close();
  });

  it('that cannot load its model says so in its own words, and what mends it', async () => {
    const bad = await fake('bad', `say({ failed: 'ModuleNotFoundError: faster_whisper' });`);
    await expect(openRecogniser(bad)).rejects.toMatchObject({
      exitCode: 7,
      failure: {
        why: expect.stringContaining('ModuleNotFoundError: faster_whisper'),
        fix: 'npm run setup -- --recogniser',
      },
    });
  });

  it('that does not start again after it died breaks the host', async () => {
    const mark = join(here.folder, 'gone');
    const recogniser = await openRecogniser(
      await fake(
        'once',
        `const fs = require('node:fs'); if (fs.existsSync('${mark}')) process.exit(3); fs.writeFileSync('${mark}', '');\n${onLine('process.exit(9);')}`,
      ),
    );
    await expect(recogniser.transcribe('/a.flac', 'en', 60, never)).rejects.toBeInstanceOf(RetryableError);
    await expect(recogniser.transcribe('/a.flac', 'en', 60, never)).rejects.toBeInstanceOf(HostBrokenError);
  });

  it('says which file it cannot read, and goes on', async () => {
    const recogniser = await openRecogniser(
      await fake('picky', onLine(`say(line.includes('bad') ? { failed: 'InvalidDataError' } : { text: 'well' });`)),
    );
    await expect(recogniser.transcribe('/bad.flac', 'en', 60, never)).rejects.toMatchObject({
      failure: { code: CODES.recogniserFailed, why: 'InvalidDataError' },
    });
    expect(await recogniser.transcribe('/good.flac', 'en', 60, never)).toBe('well');
    await recogniser.close();
  });

  it('that dies is started again for the next try', async () => {
    const mark = join(here.folder, 'died');
    const recogniser = await openRecogniser(
      await fake(
        'mortal',
        onLine(
          `const fs = require('node:fs'); if (fs.existsSync('${mark}')) say({ text: 'again' }); else { fs.writeFileSync('${mark}', ''); process.exit(9); }`,
        ),
      ),
    );
    await expect(recogniser.transcribe('/a.flac', 'en', 60, never)).rejects.toBeInstanceOf(RetryableError);
    expect(await recogniser.transcribe('/a.flac', 'en', 60, never)).toBe('again');
    await recogniser.close();
  });

  it('is ended by an abort', async () => {
    const recogniser = await openRecogniser(await fake('slow', onLine('')));
    const controller = new AbortController();
    const hearing = recogniser.transcribe('/a.flac', 'en', 60, controller.signal);
    controller.abort(new Error('enough'));
    await expect(hearing).rejects.toThrow('enough');
    await recogniser.close();
  });

  it('that is not installed is named with the command that installs it', () => {
    expect(() => demandRecogniser(recogniserFiles(here.folder, null))).toThrow('There is no recogniser');
  });
});

/** Where set-up puts it for root on Linux. */
const real = recogniserFiles(process.env['E2A_CACHE'] ?? '/root/.cache/e2a', null);
const installed = existsSync(real.python) && existsSync(real.model);
const why = installed ? '' : 'SKIPPED: the recogniser is not installed (npm run setup -- --recogniser): ';

describe.skipIf(!installed)(`${why}the real recogniser`, () => {
  it('writes down what a plain voice says', async () => {
    const text = 'The old man walked slowly along the road to the village, and his dog ran before him.';
    const wav = join(here.folder, 'plain.wav');
    await runProgram({ program: 'espeak-ng', args: ['-w', wav, text], deadlineMs: 10_000 });
    const recogniser = await openRecogniser(real);
    const { words, errors } = compareSentences([text], await recogniser.transcribe(wav, 'en', 6, never));
    expect(errors / words).toBeLessThan(0.25);
    await recogniser.close();
  });
});
