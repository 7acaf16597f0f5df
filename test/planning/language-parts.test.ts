import { describe, expect, it } from 'vitest';
import type { Passage } from '../../src/books/book.js';
import { wordSayer } from '../../src/speech/lexicon/index.js';
import { languageParts } from '../../src/planning/language-parts.js';
import { pausesAt, USUAL_PACE } from '../../src/planning/pace.js';
import { segmentsOf } from '../../src/planning/segments.js';

const PAUSE = pausesAt(USUAL_PACE);

/** `{fr:…}` is a run. */
function passage(marked: string): Passage {
  const runs: { kind: 'language'; from: number; to: number; language: string }[] = [];
  let text = '';
  for (const [, plain = '', language, foreign = ''] of marked.matchAll(/([^{]*)(?:\{(\w+):([^}]*)\})?/gu)) {
    text += plain;
    if (language !== undefined)
      runs.push({ kind: 'language', from: text.length, to: text.length + foreign.length, language });
    text += foreign;
  }
  return { kind: 'paragraph', text, runs };
}

const OWN = { language: 'en', speaker: 'p' };
const speaking =
  (...voiced: readonly string[]) =>
  (tag: string): string =>
    voiced.includes(tag) ? tag : OWN.speaker;

const parts = (marked: string, ...voiced: readonly string[]): readonly string[] =>
  languageParts(passage(marked), OWN, speaking(...voiced)).map((part) => `${part.language}:${part.text}`);

describe('a passage in two languages', () => {
  it.each<[string, readonly string[]]>([
    ['He said “{fr:au revoir mes amis},” and left.', ['en:He said ', 'fr:“au revoir mes amis,”', 'en: and left.']],
    ['{fr:Au revoir mes amis}.', ['fr:Au revoir mes amis.']],
    ['He said {fr:au revoir} and left.', ['en:He said au revoir and left.']],
    ['He said {de:auf Wiedersehen alte Freunde}.', ['en:He said auf Wiedersehen alte Freunde.']],
    ['He said {en:good night old friend}.', ['en:He said good night old friend.']],
    ['{fr:Au revoir mes amis} {fr:et bonne nuit}', ['fr:Au revoir mes amis', 'fr: et bonne nuit']],
    ['', ['en:']],
  ])('%s', (marked, expected) => {
    expect(parts(marked, 'fr')).toEqual(expected);
  });

  it('is whole where the other language has no voice', () => {
    expect(parts('He said {fr:au revoir mes amis}.')).toHaveLength(1);
  });

  it('is spoken in segments of one language, without the pause of a full stop between them', () => {
    const chapter = {
      title: 'One',
      kind: 'chapter' as const,
      passages: [passage('He turned and said {fr:au revoir mes amis} to them. They wept.')],
    };
    const rules = { sayWords: wordSayer([]), speakerOf: speaking('fr') };
    const segments = segmentsOf(chapter, 'en', 'p', rules);
    expect(segments.map(({ utterances }) => utterances.map(({ text, pauseAfter }) => [text, pauseAfter]))).toEqual([
      [['He turned and said', PAUSE.phrase]],
      [['au revoir mes amis', PAUSE.phrase]],
      [['to them. They wept.', PAUSE.paragraph]],
    ]);
    expect(segments.map(({ language }) => language)).toEqual([undefined, 'fr', undefined]);
    expect(segments.map(({ profile }) => profile)).toEqual([undefined, 'fr', undefined]);
    expect(segmentsOf(chapter, 'en', 'p')).toHaveLength(1);
  });

  it('of a chapter in a language of its own is in that one', () => {
    const chapter = {
      title: 'One',
      kind: 'chapter' as const,
      language: 'fr',
      passages: [passage('Il pleut ce soir.')],
    };
    const [french] = segmentsOf(chapter, 'en', 'p');
    expect(french?.key).toBe(segmentsOf({ ...chapter, language: undefined }, 'fr', 'p')[0]?.key);
  });
});
