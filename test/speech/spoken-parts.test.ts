import { expect, it } from 'vitest';
import { plainText, pronounced, shownText, spokenParts } from '../../src/speech/index.js';

const NAME = pronounced('Hermione', 'hɜːˈmaɪəni');

it('a pronunciation stands in a text and can be told from it', () => {
  expect(spokenParts(`Then ${NAME}, at last, left.`)).toEqual([
    { type: 'text', text: 'Then ' },
    { type: 'sounds', word: 'Hermione', ipa: 'hɜːˈmaɪəni' },
    { type: 'text', text: ', at last, left.' },
  ]);
  expect(spokenParts('')).toEqual([]);
  expect(spokenParts(NAME + NAME)).toHaveLength(2);
});

it('counts and people see the words; a person sees the sounds too', () => {
  expect(plainText(`“${NAME}!”`)).toBe('“Hermione!”');
  expect(shownText(`“${NAME}!”`)).toBe('“Hermione /hɜːˈmaɪəni/!”');
  expect([plainText('No sign.'), shownText('No sign.')]).toEqual(['No sign.', 'No sign.']);
});

it('a broken annotation is text', () => {
  const broken = `one \ufff9two three${NAME}\ufffb \ufffafour`;
  expect(plainText(broken)).toBe('one two threeHermione four');
  expect(spokenParts(broken).map((part) => part.type)).toEqual(['text', 'sounds', 'text']);
  expect(pronounced('a\ufff9b', 'a\ufffbb')).toBe(pronounced('ab', 'ab'));
});
