import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CODES } from '../../../../src/core/index.js';
import {
  checkEspeakVoice,
  openPhonemiser,
  phonemiserVersion,
  splitClauses,
  voiceCodes,
} from '../../../../src/speech/engines/phonemes/index.js';
import { eventually } from '../../../support/eventually.js';
import { processesNaming } from '../../../support/processes.js';

const here = { folder: '' };
beforeAll(async () => {
  here.folder = await mkdtemp(join(tmpdir(), 'e2a-espeak-'));
});
afterAll(() => rm(here.folder, { recursive: true, force: true }));

/** A program of ours in place of espeak-ng. */
async function fakeEspeak(name: string, script: string): Promise<string> {
  const path = join(here.folder, name);
  await writeFile(path, `#!/usr/bin/env node\n${script}`);
  await chmod(path, 0o755);
  return path;
}

describe('the real program', () => {
  it('answers clause by clause, and keeps running', async () => {
    const phonemiser = openPhonemiser({ language: 'en-us' });
    const spoken = await phonemiser.phonemise(splitClauses('Down, down, down. Would the fall never end?'));
    expect(spoken).toEqual([
      { phonemes: 'dˈaʊn', mark: ',' },
      { phonemes: 'dˈaʊn', mark: ',' },
      { phonemes: 'dˈaʊn', mark: '.' },
      { phonemes: 'wʊd ðə fˈɔːl nˈɛvɚɹ ˈɛnd', mark: '?' },
    ]);
    expect(await phonemiser.phonemise([{ text: '-q is no option', mark: '' }])).toHaveLength(1);
    await phonemiser.close();
  });

  it('tells its version and the languages it knows', async () => {
    expect(await phonemiserVersion()).toMatch(/^espeak-ng \d+\.\d+/);
    await expect(checkEspeakVoice('en-us')).resolves.toBeUndefined();
    await expect(checkEspeakVoice('zh')).resolves.toBeUndefined();
    await expect(checkEspeakVoice('en-mars')).rejects.toMatchObject({
      exitCode: 7,
      failure: { why: expect.stringContaining('en-gb') },
    });
  });
});

it('reads the table of voices', () => {
  const table =
    'Pty Language       Age/Gender VoiceName          File                 Other Languages\n' +
    ' 5  cmn             --/M      Chinese            sit/cmn              (zh-cmn 5)(zh 5)\n 2  en-GB --/M x y\n';
  expect([...voiceCodes(table)]).toEqual(['cmn', 'zh-cmn', 'zh', 'en-gb']);
});

describe('trouble', () => {
  it('a missing program is named with the commands that install it', async () => {
    await expect(phonemiserVersion('no-such-espeak')).rejects.toMatchObject({
      exitCode: 7,
      failure: { code: CODES.phonemiserMissing, fix: expect.stringContaining('apt-get install -y espeak-ng') },
    });
    const old = await fakeEspeak('old', `console.log('eSpeak text-to-speech: 1.48')`);
    await expect(phonemiserVersion(old)).rejects.toMatchObject({ failure: { code: CODES.phonemiserMissing } });
  });

  it('a program that dies on a clause is started again, once', async () => {
    const log = join(here.folder, 'starts');
    const dies = await fakeEspeak(
      'dies',
      `require('fs').appendFileSync('${log}', 'x');
       const first = require('fs').readFileSync('${log}', 'utf8').length === 1;
       require('readline').createInterface({ input: process.stdin }).on('line', (line) => {
         if (first && !line.startsWith('zq')) process.exit(1);
         console.log(line === 'zqwkzqwk' ? 'zq' : 'P' + line);
       });`,
    );
    const phonemiser = openPhonemiser({ language: 'en-us', program: dies });
    expect(await phonemiser.phonemise([{ text: 'hello', mark: '.' }])).toEqual([{ phonemes: 'Phello', mark: '.' }]);
    await phonemiser.close();
  });

  it.each(['while it starts', 'while it answers'])('closed %s, it ends and is not started again', async (when) => {
    const name = `closed-${when.replaceAll(' ', '-')}`;
    const slow = await fakeEspeak(
      name,
      `require('readline').createInterface({ input: process.stdin }).on('line', (line) => {
         if (line === 'zqwkzqwk') console.log('zq');
       });`,
    );
    const phonemiser = openPhonemiser({ language: 'en-us', program: slow });
    const running = (): number => processesNaming(join(here.folder, name)).length;
    const clauses = Array.from({ length: 3 }, () => ({ text: 'hello', mark: '.' }) as const);
    const spoken = phonemiser.phonemise(clauses);
    const outcome = spoken.then(
      () => null,
      (error: Error) => error,
    );
    if (when === 'while it answers') await eventually('the program to run', 5_000, () => running() === 1);
    await phonemiser.close();
    expect(await outcome).toMatchObject({ name: 'RetryableError', message: 'the slot is closed' });
    expect(running()).toBe(0);
    await expect(phonemiser.phonemise(clauses)).rejects.toThrow('closed');
  });

  it('one that never answers is given up, and the clause is named', async () => {
    const silent = await fakeEspeak('silent', 'process.stdin.resume()');
    const phonemiser = openPhonemiser({ language: 'en-us', program: silent, answerLimitMs: 100 });
    await expect(phonemiser.phonemise([{ text: 'hello', mark: '.' }])).rejects.toMatchObject({
      failure: {
        code: CODES.speechRejected,
        what: expect.stringContaining('hello'),
        why: expect.stringContaining('100 ms'),
      },
    });
    await phonemiser.close();
  });
});
