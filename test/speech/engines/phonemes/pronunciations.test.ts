import { expect, it } from 'vitest';
import { openPhonemiser, splitClauses } from '../../../../src/speech/engines/phonemes/index.js';
import { phonemesOfClause } from '../../../../src/speech/engines/phonemes/pronunciations.js';
import { pronounced } from '../../../../src/speech/index.js';

const MUGGLE = pronounced('Muggle', 'XYZ');

async function phonemesOf(language: string, text: string): Promise<string> {
  const phonemiser = openPhonemiser({ language });
  const clauses = await phonemiser.phonemise(splitClauses(text));
  await phonemiser.close();
  return clauses.map(({ phonemes, mark }) => phonemes + mark).join(' ');
}

it.each([
  // The neighbours sound as beside a word: "a" is no letter, "the" knows what follows it.
  ['en-us', `She saw a ${MUGGLE} and the ${MUGGLE}’s cat.`, 'ʃiː sˈɔː ɐ XYZ ænd ðə XYZz kˈæt.'],
  ['en-us', `The ${pronounced('Aoife', 'ˈiːfə')}, the end.`, 'ðɪ ˈiːfə, ðɪ ˈɛnd.'],
  ['en-us', MUGGLE, 'XYZ'],
  // Voices learnt the stress where eSpeak sets it: right before the vowel.
  ['en-us', pronounced('Hermione', 'ˌhɜːˈmaɪəni'), 'hˌɜːmˈaɪəni'],
  ['en-us', `${pronounced('Cholmondeley Street', 'ˈtʃʌmli ˈstɹiːt')} now`, 'tʃˈʌmli stɹˈiːt nˈaʊ'],
  ['en-us', `${MUGGLE}-born ${MUGGLE}.`, 'XYZbˈɔːɹn XYZ.'],
  ['en-us', `“Wait, ${MUGGLE}!” he said`, 'wˈeɪt, XYZ! hiː sˈɛd'],
  ['fr', `les ${pronounced('Ours', 'uʁs')} et ${MUGGLE}`, 'le-z uʁs e XYZ'],
  ['de', `Die ${MUGGLE} und der ${pronounced('Aoife', 'ˈiːfə')}.`, 'diː XYZ ʊnt dɛɾ ˈiːfə.'],
])('%s: %s', async (language, text, phonemes) => {
  expect(await phonemesOf(language, text)).toBe(phonemes);
});

it('where stand-ins cannot be told apart, each stretch is asked for by itself', async () => {
  const asked: string[] = [];
  const ask = async (text: string): Promise<string> => {
    asked.push(text);
    return `(${text.length})`;
  };
  expect(await phonemesOfClause(`one, ${MUGGLE} two ${MUGGLE}?`, ask)).toBe('(5) XYZ (5) XYZ');
  expect(asked).toContain('one, ');
});

it('no answer for a stand-in, no stand-in', async () => {
  const ask = async (text: string): Promise<string> => (text.includes('kif') ? '' : text.toUpperCase());
  expect(await phonemesOfClause(`ab${MUGGLE}cd`, ask)).toBe('ABXYZCD');
});

it('a clause never ends within a pronunciation, however long', () => {
  const long = pronounced('Word', 'a. b! c— d '.repeat(40));
  expect(splitClauses(`Say ${long} twice. Then ${pronounced('stop', 'x')}.`)).toEqual([
    { text: `Say ${long.replace(/\s+/g, ' ')} twice`, mark: '.' },
    { text: `Then ${pronounced('stop', 'x')}`, mark: '.' },
  ]);
});
