import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../../src/cli/index.js';
import { sharesOf } from '../../src/cli/language-voices/shares.js';
import { connectCluster, systemClock } from '../../src/client/index.js';
import type { PlannedBook } from '../../src/planning/index.js';
import { describeProfile } from '../../src/speech/index.js';
import { startNats, type TestServer } from '../support/nats.js';
import { TWO_TONGUES } from '../support/two-tongues.js';
import { fakeProcess } from './fake-terminal.js';

it('a voice that speaks two languages is one, with what it speaks of both', async () => {
  const planned = {
    plan: { chapters: [{ words: 60 }, { words: 40 }] },
    otherLanguages: [
      { language: 'fr', words: 20, chapters: 1 },
      { language: 'la', words: 15, chapters: 1 },
      { language: 'de', words: 10, chapters: 1 },
    ],
  } as unknown as PlannedBook;
  const voice = (language: string) => ({ language, profile: 'gaul', engine: 'piper', voice: 'siwis', licence: '' });
  expect(await sharesOf([voice('fr'), voice('la')], planned)).toEqual([
    { engine: 'piper', voice: 'siwis', profile: 'gaul', share: 0.35 },
  ]);
});

describe('a book in two languages', () => {
  let server: TestServer;
  let home = '';
  beforeAll(async () => {
    server = await startNats();
    home = await mkdtemp(join(tmpdir(), 'e2a-tongues-'));
    await mkdir(join(home, 'shelf'));
    await writeFile(join(home, 'two.html'), TWO_TONGUES);
    await writeFile(join(home, 'shelf/two.html'), TWO_TONGUES);
    await writeFile(join(home, 'plain.html'), TWO_TONGUES.replaceAll(' lang="fr"', ''));
  });
  afterAll(async () => {
    await server.stop();
    await rm(home, { recursive: true });
  });

  async function run(...argv: readonly string[]) {
    const { surroundings, out, words } = fakeProcess(argv, home);
    const code = await runCli({ ...surroundings, clock: systemClock });
    return { code, out: out.written(), words: words.written() };
  }
  const submit = (...argv: readonly string[]) => run('submit', '--engine', 'tone', '--server', server.url, ...argv);

  async function settingsOf(job: string) {
    const cluster = await connectCluster({ servers: server.url, name: 'e2a/test', waitMs: 5_000 });
    const [waiting] = await cluster.mail.waiting('book', job.trim());
    await cluster.close();
    return (waiting?.message?.['order'] as { settings: { languageVoices: readonly object[] } } | undefined)?.settings;
  }

  describe('plan', () => {
    it('shows the other language, and how to give it a voice', async () => {
      const { out } = await run('plan', 'two.html');
      expect(out).toContain('other languages: French 18 words in 1 chapter (--voice-for fr=VOICE)\n');
      const plain = JSON.parse((await run('plan', 'two.html', '--json')).out) as { otherLanguages: unknown };
      expect(plain.otherLanguages).toEqual([{ language: 'fr', words: 18, chapters: 1, voice: null }]);
    });
    it('shows the voice it would have, by the engine that has such a voice', async () => {
      const { out } = await run('plan', 'two.html', '--voice-for', 'fr=tone-high');
      expect(out).toContain('other languages: French 18 words in 1 chapter (tone-high, tone)\n');
    });
    it('cuts the text where the voice changes', async () => {
      const { out } = await run('plan', 'two.html', '--text', '--voice-for', 'fr=tone-high');
      expect(out).toContain('\nShe had a certain\nje ne sais quoi\nabout her, and he called her mon amie.\n');
      expect((await run('plan', 'two.html', '--text')).out).toContain('\nShe had a certain je ne sais quoi about her');
    });
    it('says what the wishes are not good for', async () => {
      const { out } = await run('plan', 'two.html', '--voice-for', 'de=tone-high', '--voice-for', 'fr=marie');
      expect(out).toContain('note: No passage of three words or more is surely in German, so tone-high is not used.');
      expect(out).toContain('note: This machine knows no voice marie');
    });
    it('has nothing to say of a book in one language', async () => {
      const { out } = await run('plan', 'plain.html', '--chapters', '2');
      expect(out).not.toContain('other languages');
    });
  });

  it.each([['plan'], ['convert'], ['submit']])(
    '%s refuses a voice for the language of the book itself',
    async (verb) => {
      const at = verb === 'submit' ? ['--server', server.url] : [];
      const { code, words } = await run(verb, 'two.html', '--voice-for', 'en=tone-high', ...at, ...engineOf(verb));
      expect(code).toBe(2);
      expect(words).toContain('The book itself is in English.');
      expect(words).toContain('--voice tone-high');
    },
  );
  const engineOf = (verb: string): readonly string[] => (verb === 'plan' ? [] : ['--engine', 'tone']);

  it.each([
    ['nobody', 5, 'There is no voice "nobody"'],
    ['fr_FR-siwis-medium', 7, 'The voice fr_FR-siwis-medium is not installed.'],
    ['tone:fr_FR-siwis-medium', 7, 'The voice fr_FR-siwis-medium is not installed.'],
    ['piper:tone-high', 2, 'The voice tone-high is not one of the engine piper.'],
  ])('convert refuses the voice %s before anything is begun', async (voice, exitCode, what) => {
    const { code, words } = await run('convert', 'two.html', '--engine', 'tone', '--voice-for', `fr=${voice}`);
    expect(code).toBe(exitCode);
    expect(words).toContain(what);
  });

  describe('submit', () => {
    it('orders it with the voice, its profile and its licence; another voice is another job', async () => {
      const high = await describeProfile({ engine: 'tone', voice: 'tone-high', voicesFolder: home });
      const { code, out, words } = await submit('two.html', '--voice-for', 'fr=tone-high');
      // Of the voices' licences, at their first use, there may be a word.
      expect([code, words]).toEqual([0, expect.not.stringMatching(/note: (?!Voice )/)]);
      expect((await settingsOf(out))?.languageVoices).toEqual([
        { language: 'fr', profile: high.id, engine: 'tone', voice: 'tone-high', licence: high.licence },
      ]);
      expect((await submit('two.html')).out).not.toBe(out);
    });
    it('with the voice of the book, or for a language that is not in it, is the same job as without', async () => {
      const plain = await submit('two.html');
      expect((await submit('two.html', '--voice-for', 'fr=tone')).out).toBe(plain.out);
      const german = await submit('two.html', '--voice-for', 'de=tone-high');
      expect(german.out).toBe(plain.out);
      expect(german.words).toContain('note: No passage of three words or more is surely in German');
    });
    it('is refused when neither a node nor this machine can tell the voice', async () => {
      const { code, words } = await submit('two.html', '--voice-for', 'fr=marie');
      expect(code).toBe(7);
      expect(words).toContain('No node of this cluster speaks marie (tone).');
    });
    it('of many books uses it where it fits', async () => {
      const { code, out } = await submit(
        '--json',
        'shelf',
        '--voice-for',
        'fr=tone-high',
        '--voice-for',
        'en=tone-high',
      );
      expect(code).toBe(0);
      const { job } = JSON.parse(out) as { job: string };
      expect((await settingsOf(job))?.languageVoices).toMatchObject([{ language: 'fr' }]);
    });
  });
});
