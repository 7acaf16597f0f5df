import { describe, expect, it } from 'vitest';
import { licenceNotice } from '../../../src/speech/index.js';
import { CATALOGUE_FILE, filesOf, loadCatalogue, parseCatalogue } from '../../../src/speech/voices/index.js';

/** The one of Piper's voices that is taken for a language. */
const piperVoice = async (language: string) =>
  (await loadCatalogue()).voices.find(({ engine, defaultFor }) => engine === 'piper' && defaultFor.includes(language));

describe('the catalogue that comes with e2a', () => {
  it('has a voice for English that can be had from two places, and the tones', async () => {
    const catalogue = await loadCatalogue();
    const english = await piperVoice('en');
    expect(english?.name).toBe('en_US-joe-medium');
    expect(english?.parts[0]?.sources.map((source) => source.kind)).toEqual(['hub', 'pypi-wheel']);
    expect(catalogue.voices.find((voice) => voice.name === 'tone')?.parts).toEqual([]);
    expect(await piperVoice('xx')).toBeUndefined();
  });

  it('pins every model by length and digest', async () => {
    for (const voice of (await loadCatalogue()).voices) {
      for (const file of filesOf(voice).filter(({ name }) => name.endsWith('.onnx') || name.endsWith('.bin'))) {
        expect([file.name, file.bytes, file.digest?.hex]).toEqual([
          file.name,
          expect.any(Number),
          expect.stringMatching(/^[0-9a-f]{32,64}$/),
        ]);
      }
    }
  });

  it('says what a licence means before first use', async () => {
    const voice = await piperVoice('en');
    if (!voice) throw new Error('empty');
    expect(licenceNotice(voice)).toMatch(/^Voice en_US-joe-medium\. .*CC0.*lessac/);
  });
});

describe('a catalogue that is wrong', () => {
  const voice = { name: 'x', engine: 'e', language: 'en', sampleRate: 1, quality: 'q', licence: 'cc0' };
  const broken = (change: object): string =>
    JSON.stringify({ hubs: {}, licences: { cc0: { short: 'CC0', text: 'CC0' } }, voices: [{ ...voice, ...change }] });

  it.each([
    ['no JSON', 'nonsense'],
    ['no hubs', '{"voices":[]}'],
    ['a name that leaves its folder', broken({ name: '../x' })],
    ['a licence nobody wrote down', broken({ licence: 'mine' })],
    ['files nobody describes', broken({ needs: { elsewhere: ['model.onnx'] } })],
    ['a hub nobody knows', broken({ files: [{ name: 'm' }], sources: [{ kind: 'hub', hub: 'x', folder: 'a/' }] })],
    [
      'a place outside its source',
      broken({ files: [{ name: 'm' }], sources: [{ kind: 'hub', hub: 'x', folder: '../' }] }),
    ],
    ['a word that means nothing', broken({ sampelRate: 2 })],
  ])('%s is refused with the place', (_what, text) => {
    expect(() => parseCatalogue(text, CATALOGUE_FILE)).toThrow(
      expect.objectContaining({ exitCode: 2, failure: expect.objectContaining({ code: 'E2A-5006' }) }),
    );
  });
});
