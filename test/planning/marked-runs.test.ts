import { describe, expect, it } from 'vitest';
import type { Passage, PassageRun } from '../../src/books/book.js';
import { segmentsOf } from '../../src/planning/segments.js';

/** `{r:XVI}` is a numeral by the markup, `{i:AD}` spelt. */
function passage(marked: string): Passage {
  const runs: PassageRun[] = [];
  let text = '';
  for (const [, plain = '', kind, inside = ''] of marked.matchAll(/([^{]*)(?:\{([ri]):([^}]*)\})?/gu)) {
    text += plain;
    const place = { from: text.length, to: text.length + inside.length };
    if (kind !== undefined) runs.push({ kind: kind === 'r' ? 'roman' : 'initialism', ...place });
    text += inside;
  }
  return { kind: 'paragraph', text, runs };
}

function said(marked: string, language = 'en'): string {
  const chapter = { title: 'One', kind: 'chapter', passages: [passage(marked)] } as const;
  const utterances = segmentsOf(chapter, language, 'p').flatMap((segment) => segment.utterances);
  expect(
    utterances
      .map(({ text }) => text)
      .join(' ')
      .trim(),
  ).toBe(passage(marked).text);
  return utterances.map(({ spoken }) => spoken).join(' | ');
}

describe('what the markup says is a numeral or spelt', () => {
  it.each<[string, string, string?]>([
    ['Turn to chapter {r:I} of it.', 'Turn to chapter one of it.'],
    ['These are: {r:I}, the lamp; {r:V}, the door.', 'These are: one, the lamp; five, the door.'],
    ['He knew the {r:XXXIX} Articles.', 'He knew the thirty-nine Articles.'],
    ['It was in Henry {r:VIII}th’s time.', 'It was in Henry eighth’s time.'],
    ['So George {r:I} wrote, as I am told.', 'So George the First wrote, as I am told.'],
    ['Then Louis {r:XVI} of France came.', 'Then Louis the Sixteenth of France came.'],
    ['I saw it by day. Look at {r:I} as I did.', 'I saw it by day. | Look at one as I did.'],
    ['I saw {r:IIX} and it was so.', 'I saw IIX and it was so.'],
    ['Voyez le chapitre {r:V}, le meilleur.', 'Voyez le chapitre cinq, le meilleur.', 'fr'],
    ['In the year {i:AD} 1671 it was.', 'In the year Eh D sixteen seventy-one it was.'],
    ['She was the {i:MP} for the town.', 'She was the M P for the town.'],
    ['That is, {i:i.e.}, all of it.', 'That is, that is, all of it.'],
    ['AD it was, and an AD is it.', 'AD it was, and an AD is it.'],
  ])('%s', (marked, expected, language) => {
    expect(said(marked, language)).toBe(expected);
  });
});
