import { expect, it } from 'vitest';
import { prose } from '../make-epub.js';
import { read, titles } from './narrated.js';

it('the name of the book and of what is added to it divide nothing: the headings below them are the chapters', async () => {
  const body = [
    '<h1>The Lamp</h1>',
    ...[1, 2, 3].map((n) => `<h2>Night ${n}</h2>${prose(n, 900)}`),
    `<h1>About Project Gutenberg</h1>${prose(9, 200)}`,
  ].join('');
  const book = await read({ title: 'The Lamp', parts: [{ name: '1.xhtml', body }], nav: '' });
  expect(titles(book)).toEqual(['chapter: Night 1', 'chapter: Night 2', 'chapter: Night 3']);
});
