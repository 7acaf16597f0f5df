import { describe, expect, it } from 'vitest';
import type { Chapter, Passage } from '../../src/books/index.js';
import { markForeign } from '../../src/books/foreign-text.js';

const ENGLISH =
  'The harbour was quiet that morning, and nobody had yet come down to the boats which lay along the wall.';
const FRENCH =
  'Le port était tranquille ce matin-là, et personne n’était encore descendu vers les bateaux le long du quai.';

const prose = (text: string, count: number): Passage[] =>
  Array.from({ length: count }, () => ({ kind: 'paragraph', text }));
const chapter = (passages: readonly Passage[]): Chapter => ({ title: 'One', kind: 'chapter', passages });

/** Languages of the last passages of an English chapter. */
async function found(...passages: readonly Passage[]): Promise<readonly (string | undefined)[]> {
  const [marked] = await markForeign([chapter([...prose(ENGLISH, 40), ...passages])], 'en');
  expect(marked?.language).toBeUndefined();
  return (marked?.passages ?? []).slice(40).map(({ language }) => language);
}

describe('a passage in another language than its book', () => {
  it.each([
    ['fr', FRENCH],
    ['de', 'Der Hafen war still an diesem Morgen, und niemand war schon zu den Booten an der Mauer hinuntergegangen.'],
    ['es', 'El puerto estaba tranquilo aquella mañana, y nadie había bajado todavía a los barcos junto al muro.'],
    ['it', 'Il porto era tranquillo quella mattina, e nessuno era ancora sceso alle barche lungo il muro.'],
    ['ru', 'В гавани было тихо в то утро, и никто ещё не спустился к лодкам, которые лежали вдоль стены.'],
    ['el', 'Το λιμάνι ήταν ήσυχο εκείνο το πρωί και κανείς δεν είχε κατέβει ακόμη στις βάρκες.'],
    [
      'ja',
      'その朝、港は静かで、壁に沿って並んだ舟のところへはまだ誰も降りて来ていなかった。風は北から吹いていて、波は小さく、空は晴れていた。',
    ],
  ])('is found by its words or letters: %s', async (language, text) => {
    expect(await found({ kind: 'paragraph', text })).toEqual([language]);
  });

  it('is found in a stanza whose lines are short', async () => {
    const lines = [
      'Le vent se lève sur la mer,',
      'les barques rentrent une à une,',
      'et nous attendons sur le quai',
      'que la nuit vienne avec la lune.',
    ];
    expect(await found(...lines.map((text): Passage => ({ kind: 'verse', text })))).toEqual(['fr', 'fr', 'fr', 'fr']);
  });

  it.each([
    [
      'names',
      'Monsieur de Villiers, Madame Dangeau, the Comte de Morvan, Baron Franz d’Essling, Signor Pastrini, and Peppino',
    ],
    [
      'places',
      'Wait at Liverpool, Glasgow, Dublin, Marseilles, Lisbon, Naples, Hamburg, Bremen, Bordeaux, the Hague, Copenhagen',
    ],
    ['files', 'build-2.5.0.tar.bz2 build-2.5.0.tar.gz build-2.5.0.zip and build-2.5.0.exe.sig'],
    ['a short cry', 'Allons, mes amis, en avant!'],
    ['half a sentence', 'She bent forward and said with gentleness: “Lascia, prego, lascia. Siamo sposati.”'],
    ['old verse', 'Tyger Tyger, burning bright, in the forests of the night; what immortal hand or eye'],
    ['numbers', '1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30'],
  ])('is not supposed in %s', async (_, text) => {
    expect(await found({ kind: 'paragraph', text })).toEqual([undefined]);
  });

  it('keeps what the markup says', async () => {
    expect(await found({ kind: 'paragraph', text: FRENCH, language: 'oc' })).toEqual(['oc']);
  });

  it('is nothing in a book whose language nobody here knows, but for other letters', async () => {
    const latin = prose(
      'Gallia est omnis divisa in partes tres, quarum unam incolunt Belgae, aliam Aquitani, tertiam Celtae.',
      40,
    );
    const russian = 'В гавани было тихо в то утро, и никто ещё не спустился к лодкам, которые лежали вдоль стены.';
    const [marked] = await markForeign([chapter([...latin, ...prose(FRENCH, 1), ...prose(russian, 1)])], 'la');
    expect(marked?.passages.slice(40).map(({ language }) => language)).toEqual([undefined, 'ru']);
  });
});

describe('a chapter in another language than its book', () => {
  it('has a language of its own, and so have its passages, but no break', async () => {
    const passages: Passage[] = [
      ...prose(FRENCH, 20),
      { kind: 'break', text: '' },
      { kind: 'paragraph', text: 'Oui.' },
    ];
    const [, second] = await markForeign([chapter(prose(ENGLISH, 40)), chapter(passages)], 'en-gb');
    expect(second?.language).toBe('fr');
    expect(second?.passages.slice(-3).map(({ language }) => language)).toEqual(['fr', undefined, 'fr']);
  });

  it('has none when it is mixed or short', async () => {
    const mixed = [...prose(FRENCH, 10), ...prose(ENGLISH, 10)];
    const marked = await markForeign([chapter(mixed), chapter(prose(FRENCH, 3))], 'en');
    expect(marked.map(({ language }) => language)).toEqual([undefined, undefined]);
    expect(marked[0]?.passages.map(({ language }) => language ?? 'en').join(' ')).toBe(
      `${'fr '.repeat(10)}${'en '.repeat(10)}`.trim(),
    );
  });
});
