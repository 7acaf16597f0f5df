import type { Block, Manuscript, SourceDocument } from '../manuscript.js';
import { divided } from '../one-document.js';
import { lettersOf } from '../letters.js';

/** Lines of contents from which they divide the book; a book without any gets one that says `Start`. */
const MIN_CONTENTS = 2;
/** Letters of the book that its one long document must have for lines in it to be looked at. */
const MOSTLY = 0.9;
/** Blocks that one title may be spread over. */
const MAX_TITLE_BLOCKS = 3;
const TITLE_LEVEL = 2;

/** What Calibre loses: paragraphs that the contents name are headings; a book without contents gets some. */
export function withTitles(manuscript: Manuscript): Manuscript {
  const placed = manuscript.contents.filter(({ place }) => place !== null);
  if (placed.length < MIN_CONTENTS) return withFoundTitles(manuscript);
  const labels = new Map<number, Map<string, string>>();
  for (const { label, place } of placed) {
    if (place === null || place.anchor === null) continue;
    const of = labels.get(place.document) ?? new Map<string, string>();
    of.set(place.anchor, lettersOf(label));
    labels.set(place.document, of);
  }
  const documents = manuscript.documents.map((document, i) => withNamedTitles(document, labels.get(i) ?? new Map()));
  return { ...manuscript, documents };
}

function withNamedTitles(document: SourceDocument, labels: ReadonlyMap<string, string>): SourceDocument {
  const isTitle = new Set<number>();
  for (const [i, block] of document.blocks.entries()) {
    const label = block.anchors.map((anchor) => labels.get(anchor)).find((found) => found !== undefined);
    for (const index of label === undefined ? [] : titleAt(document.blocks, i, label)) isTitle.add(index);
  }
  const blocks = document.blocks.map(
    (block, i): Block =>
      isTitle.has(i) ? { ...block, kind: 'heading', level: TITLE_LEVEL, endsStanza: false } : block,
  );
  return { ...document, blocks };
}

/** Indexes of the blocks that say this label together; none when they say something else. */
function titleAt(blocks: readonly Block[], from: number, label: string): readonly number[] {
  let said = '';
  for (let i = from; i < Math.min(blocks.length, from + MAX_TITLE_BLOCKS); i++) {
    said += lettersOf(blocks[i]?.text ?? '');
    if (said === label) return Array.from({ length: i - from + 1 }, (_, k) => from + k);
    if (!label.startsWith(said)) return [];
  }
  return [];
}

function withFoundTitles(manuscript: Manuscript): Manuscript {
  const lengths = manuscript.documents.map(({ blocks }) => blocks.reduce((sum, { text }) => sum + text.length, 0));
  const longest = lengths.indexOf(Math.max(...lengths));
  const document = manuscript.documents[longest];
  const total = lengths.reduce((sum, length) => sum + length, 0);
  if (document === undefined || (lengths[longest] ?? 0) < total * MOSTLY) return manuscript;
  const found = divided(document, document.name, manuscript.title);
  const contents = found.contents.map((entry) =>
    entry.place === null ? entry : { ...entry, place: { ...entry.place, document: longest } },
  );
  if (contents.length < MIN_CONTENTS) return manuscript;
  return { ...manuscript, contents, documents: manuscript.documents.with(longest, found.documents[0] ?? document) };
}
