import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NodeRecord } from '../../src/client/index.js';
import { firstUseNotice } from '../../src/ordering/licence-notice.js';
import { asOffered, nobodySpeaks, offeredProfile } from '../../src/ordering/profile-choice.js';
import { chooseVoice, ENGINE_NAMES } from '../../src/ordering/voice-choice.js';
import * as registry from '../../src/speech/engines/registry.js';
import { nodeRecord } from '../support/node-record.js';

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe('what an order chooses', () => {
  describe('which voice', () => {
    const known = [
      { name: 'joe', engine: 'piper', defaultFor: ['en'] },
      { name: 'siwis', engine: 'piper', defaultFor: ['fr'] },
      { name: 'tone', engine: 'tone', defaultFor: [] },
      { name: 'tone-high', engine: 'tone', defaultFor: [] },
    ];
    const heart = { name: 'heart', engine: 'hibari', defaultFor: ['en'] };
    it.each([
      { engine: 'piper', voice: 'mine', language: 'fr', chosen: 'mine' },
      { engine: 'piper', voice: null, language: 'fr-FR', chosen: 'siwis' },
      { engine: 'piper', voice: null, language: 'en', chosen: 'joe' },
      { engine: 'tone', voice: null, language: 'ja', chosen: 'tone' },
    ])('$engine, $voice, $language: $chosen', ({ engine, voice, language, chosen }) => {
      expect(chooseVoice({ engine, voice }, language, known)).toEqual({ engine, voice: chosen });
    });
    it('one that is here before one that is not', () => {
      const both = ['large', 'small'].map((name) => ({ name, engine: 'kokoro', defaultFor: ['en'] }));
      const [large, small] = both.map((voice) => ({ ...voice, installed: voice.name === 'small' }));
      if (!large || !small) throw new Error('two were made');
      expect(chooseVoice({ engine: 'kokoro', voice: null }, 'en', [large, small]).voice).toBe('small');
      expect(chooseVoice({ engine: 'kokoro', voice: null }, 'en', [large]).voice).toBe('large');
    });
    it.each([
      { on: 'cpu', voice: null, language: 'en-gb', chosen: { engine: 'hibari', voice: 'heart' } },
      { on: 'cpu', voice: null, language: 'fr', chosen: { engine: 'piper', voice: 'siwis' } },
      { on: 'gpu', voice: null, language: 'en', chosen: { engine: 'piper', voice: 'joe' } },
      { on: 'cpu', voice: 'tone-high', language: 'en', chosen: { engine: 'tone', voice: 'tone-high' } },
      { on: 'cpu', voice: 'mine', language: 'en', chosen: { engine: 'piper', voice: 'mine' } },
    ] as const)(
      'without an engine, the best for the language or whose the voice is: $language, $voice, $on',
      (given) => {
        const { chosen, language, voice, on } = given;
        expect(chooseVoice({ engine: 'auto', voice }, language, [...known, heart], on)).toEqual(chosen);
      },
    );
    it('where none is a default, it says for which languages there is one, and who speaks any', () => {
      const error = thrownBy(() => chooseVoice({ engine: 'auto', voice: null }, 'ja', [...known, heart]));
      expect(error).toMatchObject({
        exitCode: 7,
        failure: {
          what: 'There is no default voice for the language "ja".',
          why: 'There is one for en, fr.',
          fix: expect.stringContaining('--engine espeak'),
        },
      });
    });
    it('what a node of this machine would speak on, nobody else looks at', () => {
      const settings = { engine: 'auto', voice: null, gpu: '0' };
      expect(chooseVoice(settings, 'en', [...known, heart]).voice).toBe('heart');
    });
    it('without an engine, the second best that is here before the best that is not', () => {
      const all = [
        { name: 'joe', engine: 'piper', defaultFor: ['en'], installed: true },
        { name: 'heart', engine: 'hibari', defaultFor: ['en'], installed: false },
      ];
      const choice = (voices: typeof all) => chooseVoice({ engine: 'auto', voice: null }, 'en', voices).voice;
      expect(choice(all)).toBe('joe');
      expect(choice(all.map((voice) => ({ ...voice, installed: false })))).toBe('heart');
      expect(choice(all.map((voice) => ({ ...voice, installed: true })))).toBe('heart');
    });
    it.each([
      { engine: 'piper', language: 'ja', words: 'no default voice for the language "ja"' },
      { engine: 'pipr', language: 'en', words: 'no speech engine "pipr"' },
    ])('never another language or engine in silence: $engine, $language', ({ engine, language, words }) => {
      expect(() => chooseVoice({ engine, voice: null }, language, known)).toThrowError(words);
    });
    it('every engine there is has its name in the answer to a wrong one', () => {
      expect(ENGINE_NAMES.toSorted()).toEqual(['auto', ...Object.keys(registry)].sort());
    });
  });

  describe('which profile of the cluster', () => {
    const node = (name: string, slots: number, id: string, voice = 'joe'): NodeRecord =>
      nodeRecord({ node: name, slots, profiles: [{ id, engine: 'piper', voice, licence: 'CC0' }] });
    const wanted = { engine: 'piper', voice: 'joe' };

    it('the one with the most slots of that voice', () => {
      const nodes = [node('a', 3, 'old'), node('b', 2, 'new'), node('c', 2, 'new'), node('d', 9, 'x', 'siwis')];
      expect(offeredProfile(nodes, wanted)).toEqual({ profile: 'new', engine: 'piper', voice: 'joe', licence: 'CC0' });
    });
    describe('of what nodes offer', () => {
      const here = [
        { name: 'heart', engine: 'hibari', defaultFor: ['en'], installed: true },
        { name: 'joe', engine: 'piper', defaultFor: ['en'], installed: false },
        { name: 'thorsten', engine: 'piper', defaultFor: ['de'], installed: false },
      ];
      const chosen = (offered: readonly { name: string; engine: string }[], language: string, voice: string | null) =>
        chooseVoice({ engine: 'auto', voice }, language, asOffered(here, offered));

      it('a cluster of an older default speaks that one, whatever lies here', () => {
        expect(chosen([{ name: 'joe', engine: 'piper' }], 'en', null)).toEqual({ engine: 'piper', voice: 'joe' });
        expect(chosen([], 'en', null)).toEqual({ engine: 'hibari', voice: 'heart' });
      });
      it('a voice that only a node knows is of the engine that the node speaks it with', () => {
        const offered = [{ name: 'alloy', engine: 'openai' }];
        expect(chosen(offered, 'en', 'alloy')).toEqual({ engine: 'openai', voice: 'alloy' });
      });
      it('another language is never given to who happens to be there', () => {
        const german = chosen([{ name: 'heart', engine: 'hibari' }], 'de', null);
        expect(german).toEqual({ engine: 'piper', voice: 'thorsten' });
        const nodes = [nodeRecord({ profiles: [{ id: 'x', engine: 'hibari', voice: 'heart', licence: '' }] })];
        expect(nobodySpeaks(german, nodes).failure.fix).toMatch(
          /^e2a node --role synth --engine piper --voice thorsten, .+; or choose one of these with --voice/,
        );
      });
    });

    it('none when nobody speaks it; the error says what is spoken', () => {
      const nodes = [node('d', 9, 'x', 'siwis')];
      expect(offeredProfile(nodes, wanted)).toBeNull();
      const { failure, exitCode } = nobodySpeaks(wanted, nodes);
      expect([exitCode, failure.why]).toEqual([7, 'Spoken are siwis (piper).']);
      expect(nobodySpeaks(wanted, []).failure.fix).toContain('e2a node --role synth');
    });
  });

  describe('the licence of a voice', () => {
    let home = '';
    beforeEach(async () => {
      home = await mkdtemp(join(tmpdir(), 'e2a-licences-'));
    });
    afterEach(() => rm(home, { recursive: true }));
    it('is shown before its first use, and once', async () => {
      const voice = { voice: 'joe', licence: 'CC0' };
      expect(await firstUseNotice(voice, join(home, 'cache'))).toBe('Voice joe. CC0');
      expect(await firstUseNotice(voice, join(home, 'cache'))).toBeNull();
      expect(await firstUseNotice({ ...voice, licence: 'CC BY' }, join(home, 'cache'))).toBe('Voice joe. CC BY');
      expect(await firstUseNotice({ ...voice, voice: '../joe' }, join(home, 'cache'))).not.toBeNull();
    });
    it('is shown every time where nothing can be remembered', async () => {
      const voice = { voice: 'joe', licence: 'CC0' };
      await writeFile(join(home, 'file'), '');
      for (let n = 0; n < 2; n++) expect(await firstUseNotice(voice, join(home, 'file'))).not.toBeNull();
    });
  });
});
