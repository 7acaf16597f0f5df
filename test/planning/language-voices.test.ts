import { describe, expect, it } from 'vitest';
import type { Book, Passage } from '../../src/books/book.js';
import { PLAIN_READING, type PlannedBook, voiceOf } from '../../src/planning/index.js';
import { planBook } from '../../src/planning/planner/index.js';

const FRENCH = 'Il pleuvait sur la ville depuis le matin.';
const RUN = 'je ne sais quoi';

const passage = (text: string, language?: string): Passage => ({
  kind: 'paragraph',
  text,
  ...(language === undefined ? {} : { language }),
});
const withRun = (before: string, run: string, after: string, language: string, own?: string): Passage => ({
  ...passage(before + run + after, own),
  runs: [{ kind: 'language', from: before.length, to: before.length + run.length, language }],
});

const chapterOf = (title: string, passages: readonly Passage[], language?: string): Book['chapters'][number] => ({
  title,
  kind: 'chapter',
  ...(language === undefined ? {} : { language }),
  passages,
});

const bookOf = (...chapters: Book['chapters']): Book => ({
  title: 'A Tale',
  authors: [],
  language: 'en',
  chapters,
  leftOut: [],
  warnings: [],
});

const plan = (book: Book, ...languageVoices: readonly { language: string; profile: string }[]): Promise<PlannedBook> =>
  planBook(async () => book, {
    bytes: new Uint8Array(),
    fileName: 'a.epub',
    profile: 'main',
    chapters: null,
    prefix: '',
    reading: PLAIN_READING,
    languageVoices,
  });
const FR = { language: 'fr', profile: 'gaul' };

/** `main: It rained. | gaul: Il pleuvait.` */
async function spokenBy(book: Book, ...voices: readonly { language: string; profile: string }[]): Promise<string> {
  const { chapterPlans } = await plan(book, ...voices);
  return [...chapterPlans.values()]
    .flatMap(({ segments }) => segments)
    .map(({ profile, utterances }) => `${profile ?? 'main'}: ${utterances.map(({ text }) => text).join(' ')}`)
    .join(' | ');
}

describe('a book with a voice for French', () => {
  it.each<[string, readonly Passage[], string]>([
    [
      'a paragraph',
      [passage('It rained.'), passage(FRENCH, 'fr'), passage('It stopped.')],
      `main: It rained. | gaul: ${FRENCH} | main: It stopped.`,
    ],
    ['of another region', [passage(FRENCH, 'fr-ca')], `gaul: ${FRENCH}`],
    [
      'two words alone',
      [passage('It rained.'), passage('Bonjour monsieur.', 'fr')],
      'main: It rained. | main: Bonjour monsieur.',
    ],
    [
      'two words beside French ones',
      [passage('Oui.', 'fr'), passage('Bonjour mon ami.', 'fr')],
      'gaul: Oui. Bonjour mon ami.',
    ],
    [
      'words of a sentence',
      [withRun('She had a ', RUN, ' about her.', 'fr')],
      `main: She had a | gaul: ${RUN} | main: about her.`,
    ],
    ['two words of a sentence', [withRun('She had ', 'le mot', ' at hand.', 'fr')], 'main: She had le mot at hand.'],
    [
      'English words in French ones',
      [withRun('Il disait : ', 'my kingdom for a horse', ', puis rien.', 'en', 'fr')],
      'gaul: Il disait : | main: my kingdom for a horse, | gaul: puis rien.',
    ],
    [
      'another language without a voice',
      [passage('Es regnete den ganzen Tag.', 'de'), passage('It rained.')],
      'main: Es regnete den ganzen Tag. | main: It rained.',
    ],
    [
      'a French end of a sentence before a short French passage',
      [withRun('She had a ', RUN, '', 'fr'), passage('Oui.', 'fr'), passage('He left.')],
      `main: She had a | gaul: ${RUN} | main: Oui. | main: He left.`,
    ],
  ])('%s', async (_what, passages, expected) => {
    expect(await spokenBy(bookOf(chapterOf('One', passages)), FR)).toBe(expected);
  });

  it('says a chapter that is in French, and the language taken for another by its voice', async () => {
    const norwegian = passage('Det regnet hele dagen.', 'nb');
    const book = bookOf(chapterOf('Un', [passage(FRENCH)], 'fr'), chapterOf('To', [norwegian]));
    expect(await spokenBy(book, FR, { language: 'no', profile: 'north' })).toBe(
      `gaul: ${FRENCH} | north: ${norwegian.text}`,
    );
  });

  it('is spoken by its own voice where somebody names another for its own language', async () => {
    expect(
      await spokenBy(bookOf(chapterOf('One', [passage('It rained all day.')])), { language: 'en', profile: 'x' }),
    ).toBe('main: It rained all day.');
  });

  it('tells the Book which segments are for whom; without such segments, nothing', async () => {
    const book = bookOf(
      chapterOf('One', [passage('It rained.'), passage(FRENCH, 'fr'), passage('It stopped.'), passage(FRENCH, 'fr')]),
      chapterOf('Two', [passage('It was dry all day.')]),
    );
    const chapters = (await plan(book, FR)).plan.chapters;
    expect(chapters.map(({ otherVoices }) => otherVoices)).toEqual([
      [{ profile: 'gaul', segments: [2, 4] }],
      undefined,
    ]);
    expect(chapters[1]).not.toHaveProperty('otherVoices');
  });

  it('names French clips by the voice that speaks them; the others keep their names', async () => {
    const book = bookOf(chapterOf('One', [passage('It rained.'), passage(FRENCH, 'fr')]));
    const keys = async (...voices: readonly { language: string; profile: string }[]): Promise<readonly string[]> =>
      [...(await plan(book, ...voices)).chapterPlans.values()].flatMap(({ segments }) =>
        segments.map(({ key }) => key),
      );
    const [plain, voiced, other] = [await keys(), await keys(FR), await keys({ ...FR, profile: 'q' })];
    expect(voiced[0]).toBe(plain[0]);
    expect(new Set([plain[1], voiced[1], other[1]]).size).toBe(3);
    expect(await keys({ ...FR, profile: 'main' })).toEqual(plain);
  });
});

it('the other languages of a book are counted as voices would speak them', async () => {
  const book = bookOf(
    chapterOf('One', [passage('It rained.'), passage('Bonjour.', 'fr'), withRun('A ', RUN, ' is it.', 'fr')]),
    chapterOf('Two', [passage(FRENCH, 'fr'), passage('Es regnete den ganzen Tag.', 'de-at')]),
    chapterOf('Three', [passage('That colour is grey, is it not?', 'en-gb')]),
  );
  const expected = [
    { language: 'fr', words: 12, chapters: 2 },
    { language: 'de', words: 5, chapters: 1 },
  ];
  expect((await plan(book)).otherLanguages).toEqual(expected);
  expect((await plan(book, FR)).otherLanguages).toEqual(expected);
});

it.each([
  ['fr-CA', 'fr'],
  ['nn', 'no'],
  ['sr', 'sr'],
  ['hr', 'hr'],
  ['bs', 'hr'],
  ['de', null],
])('the voice of %s is that of %s', (tag, language) => {
  const voices = ['fr', 'no', 'hr', 'sr'].map((own) => ({ language: own }));
  expect(voiceOf(voices, tag)?.language ?? null).toBe(language);
});
