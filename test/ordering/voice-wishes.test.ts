import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/core/index.js';
import { voiceWishes } from '../../src/ordering/language-voices/wishes.js';

describe('--voice-for', () => {
  it.each<[string, object]>([
    ['fr=siwis', { language: 'fr', engine: null, voice: 'siwis' }],
    [' fr = piper:siwis ', { language: 'fr', engine: 'piper', voice: 'siwis' }],
    ['fr_CA=siwis', { language: 'fr', engine: null, voice: 'siwis' }],
    ['FRA=siwis', { language: 'fr', engine: null, voice: 'siwis' }],
    ['yue=mine', { language: 'yue', engine: null, voice: 'mine' }],
  ])('%s', (text, wish) => {
    expect(voiceWishes({ voiceFor: [text] })).toEqual([wish]);
  });

  it.each<[readonly string[], string, string | undefined]>([
    [['fr'], 'does not understand "fr"', 'It takes a language and a voice, with = between them.'],
    [['fr='], 'does not understand "fr="', undefined],
    [['=siwis'], 'does not understand "=siwis"', undefined],
    [['fr=a=b'], 'does not understand "fr=a=b"', undefined],
    [['French=siwis'], 'does not know the language "French"', 'The tag of French is fr.'],
    [['xx=siwis'], 'does not know the language "xx"', undefined],
    [['und=siwis'], 'does not know the language "und"', undefined],
    [['?=siwis'], 'does not know the language "?"', undefined],
    [['fr=a', 'de=c', 'fr-ca=b'], 'names two voices for French: a and b.', undefined],
  ])('%j is refused', (voiceFor, what, why) => {
    let refused: unknown;
    try {
      voiceWishes({ voiceFor });
    } catch (error) {
      refused = error;
    }
    expect(refused).toBeInstanceOf(UserError);
    const { failure, exitCode } = refused as UserError;
    expect(exitCode).toBe(2);
    expect(failure.what).toContain(what);
    if (why !== undefined) expect(failure.why).toBe(why);
  });
});
