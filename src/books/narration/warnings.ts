import type { ContentsEntry, Manuscript } from '../manuscript.js';
import type { Flow } from './flow.js';
import { leftOutByTitle } from './labels.js';
import { isLost } from './targets.js';

/** Names shown of a kind of trouble; the rest are counted. */
const SHOWN = 3;
/** Characters of a name; a heading may be a page long. */
const NAME_LENGTH = 60;

/** What in the contents does not fit the text, and what stands in the book twice: whole sentences for a person. */
export function warningsOf(
  flow: Flow,
  { documents, warnings }: Manuscript,
  contents: readonly ContentsEntry[],
  repeated: readonly string[],
): readonly string[] {
  const nowhere = contents.filter(({ place, depth }, i) => place === null && (contents[i + 1]?.depth ?? 0) <= depth);
  const lost = contents.filter((entry) => isLost(flow, entry));
  const silent = new Set(
    [...documents.keys()].filter(
      (index) =>
        flow.items.slice(flow.start(index), flow.start(index + 1)).every(({ letters }) => letters === 0) &&
        !warnings.some((text) => text.includes(documents[index]?.name ?? '')),
    ),
  );
  const empty = contents.filter(
    ({ label, place, depth }, i) =>
      place !== null &&
      silent.has(place.document) &&
      (contents[i + 1]?.depth ?? 0) <= depth &&
      leftOutByTitle(label) === null,
  );
  return [
    ...sentence('line of the contents leads', 'lines of the contents lead', names(nowhere), 'to no page of the book'),
    ...sentence(
      'line of the contents leads',
      'lines of the contents lead',
      names(lost),
      'to a place that is not in its file',
    ),
    ...sentence(
      'line of the contents leads',
      'lines of the contents lead',
      names(empty),
      'to a page without text, perhaps a picture',
    ),
    ...sentence(
      'stretch of text stands',
      'stretches of text stand',
      repeated,
      'in the book twice, word for word; the second is left out',
    ),
  ];
}

const names = (lines: readonly { readonly label: string | null }[]): readonly string[] =>
  lines.map(({ label }) => label ?? '').filter((label) => label !== '');

function sentence(one: string, many: string, found: readonly string[], what: string): readonly string[] {
  if (found.length === 0) return [];
  const shown = found.slice(0, SHOWN).map((name) => `“${name.slice(0, NAME_LENGTH)}”`);
  const more = found.length > SHOWN ? ` and ${found.length - SHOWN} more` : '';
  return [`${found.length} ${found.length === 1 ? one : many} ${what}: ${shown.join(', ')}${more}.`];
}
