import { describe, expect, it } from 'vitest';
import { licenceNotice } from '../../../src/speech/index.js';
import { CATALOGUE_FILE, defaultVoice, loadCatalogue, parseCatalogue } from '../../../src/speech/voices/index.js';

describe('the catalogue that comes with e2a', () => {
  it('has a voice for English that can be had from two places, and the tones', async () => {
    const catalogue = await loadCatalogue();
    const english = defaultVoice(catalogue, 'en-GB');
    expect(english?.name).toBe('en_US-joe-medium');
    expect(english?.sources.map((source) => source.kind)).toEqual(['hub', 'pypi-wheel']);
    expect(catalogue.voices.find((voice) => voice.name === 'tone')?.files).toEqual([]);
    expect(defaultVoice(catalogue, 'xx')).toBeUndefined();
  });

  it('pins every model by length and digest', async () => {
    for (const voice of (await loadCatalogue()).voices) {
      for (const file of voice.files.filter(({ name }) => name.endsWith('.onnx'))) {
        expect([file.name, file.bytes, file.digest?.hex]).toEqual([
          file.name,
          expect.any(Number),
          expect.stringMatching(/^[0-9a-f]{32,64}$/),
        ]);
      }
    }
  });

  it('says what a licence means before first use', async () => {
    const [voice] = (await loadCatalogue()).voices;
    if (!voice) throw new Error('empty');
    expect(licenceNotice(voice)).toMatch(/^Voice en_US-joe-medium\. .*CC0.*lessac/);
  });
});

describe('a catalogue that is wrong', () => {
  const broken = (change: string): string => `{"hub":"https://hub.test/","voices":[${change}]}`;

  it.each([
    ['no JSON', 'nonsense'],
    ['no hub', '{"voices":[]}'],
    ['a name that leaves its folder', broken('{"name":"../x"}')],
  ])('%s is refused with the place', (_what, text) => {
    expect(() => parseCatalogue(text, CATALOGUE_FILE)).toThrow(
      expect.objectContaining({ exitCode: 2, failure: expect.objectContaining({ code: 'E2A-5006' }) }),
    );
  });
});
