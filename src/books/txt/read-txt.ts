import { decodePlain } from '../decode-plain.js';
import { lostCharacters } from '../decode-text.js';
import { overLimit } from '../failures.js';
import { LIMITS } from '../limits.js';
import type { Manuscript } from '../manuscript.js';
import { manuscriptOf } from '../one-document.js';
import { wrappingOf } from './gutenberg.js';
import { titlePageFacts } from './title-page.js';
import { typeset } from './typeset.js';

/** @throws UserError when it is too long. */
export function readTxt(bytes: Buffer, fileName: string): Manuscript {
  if (bytes.length > LIMITS.plainTextBytes) throw overLimit(fileName, 'Its text is longer than that of any book.');
  const decoded = decodePlain(bytes);
  const lines = decoded.text
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(/[\f\v]/g, '\n\n')
    .replaceAll('\0', '')
    .split('\n');
  const { facts, from, to } = wrappingOf(lines);
  const text = lines.slice(from, to);
  const markup = [wrapped('pg-header', lines.slice(0, from)), typeset(text), wrapped('pg-footer', lines.slice(to))];
  const all = { ...titlePageFacts(text), ...known(facts), warnings: lostCharacters(fileName, decoded) };
  return manuscriptOf(`<body>${markup.join('\n')}</body>`, all, fileName);
}

const known = (facts: object): object =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined && value !== ''));

const wrapped = (id: string, lines: readonly string[]): string =>
  lines.length === 0 ? '' : `<div id="${id}">${typeset(lines)}</div>`;
