import { foldName, resolveReference } from '../archive/index.js';
import type { NoteLink, SourceDocument } from '../manuscript.js';
import type { Flow } from './flow.js';

/** A note mark in the text, and where it points. */
export interface NoteReference {
  /** Index of the item that holds the mark. */
  readonly item: number;
  readonly link: NoteLink;
  /** Index of the item it points at; null when it is no link, or leads nowhere. */
  readonly target: number | null;
}

/** A mark at the very start of a block is the number of the note itself, or of a verse. */
export const ownNumberOf = (links: readonly NoteLink[]): NoteLink | undefined =>
  links.find(({ kind, at }) => kind === 'mark' && at === 0);

/** All note marks of a book, in reading order. */
export function noteReferences(flow: Flow, documents: readonly SourceDocument[]): readonly NoteReference[] {
  const byName = new Map(documents.map(({ name }, i) => [foldName(name), i]));
  const targetOf = (href: string, from: number): number | null => {
    const found = resolveReference(documents[from]?.name ?? '', href);
    const document = found === null ? undefined : byName.get(foldName(found.name));
    if (document === undefined || found === null || found.fragment === null) return null;
    const place = { document, anchor: found.fragment };
    return flow.hasAnchor(place) ? flow.indexOf(place) : null;
  };
  return flow.items.flatMap(({ block, document }, item) => {
    const own = ownNumberOf(block.noteLinks);
    return block.noteLinks
      .filter((link) => link.kind === 'mark' && link !== own)
      .map((link) => ({ item, link, target: link.href === '' ? null : targetOf(link.href, document) }));
  });
}

/** Adds to the list of a key. */
export function addTo<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
