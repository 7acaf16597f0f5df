import type { LeafBox } from './boxes.js';
import { boxBytes } from './boxes.js';

/** A tag in iTunes' list: text or a number under four characters, or text under a name of its own. */
export type Item =
  | { readonly kind: 'text'; readonly type: string; readonly value: string }
  | { readonly kind: 'number'; readonly type: string; readonly value: number }
  | { readonly kind: 'named'; readonly name: string; readonly value: string };

/** The type of all named items. */
export const NAMED_TYPE = '----';
/** Whose names they are: the only one that readers look for. */
const NAMED_BY = 'com.apple.iTunes';
/** Well-known types of a `data` box. */
const UTF8 = 1;
const SIGNED_BIG_ENDIAN = 21;
/** The movement's number is written in two bytes. */
const NUMBER_BYTES = 2;
export const LARGEST_ITEM_NUMBER = 0x7fff;

export const itemType = (item: Item): string => (item.kind === 'named' ? NAMED_TYPE : item.type);

export function itemBox(item: Item): LeafBox {
  switch (item.kind) {
    case 'text':
      return leaf(item.type, data(UTF8, Buffer.from(item.value)));
    case 'number': {
      const bytes = Buffer.alloc(NUMBER_BYTES);
      bytes.writeInt16BE(item.value);
      return leaf(item.type, data(SIGNED_BIG_ENDIAN, bytes));
    }
    case 'named':
      return leaf(
        NAMED_TYPE,
        Buffer.concat([
          boxBytes(leaf('mean', withVersion(Buffer.from(NAMED_BY)))),
          boxBytes(leaf('name', withVersion(Buffer.from(item.name)))),
          data(UTF8, Buffer.from(item.value)),
        ]),
      );
  }
}

const leaf = (type: string, body: Uint8Array): LeafBox => ({ kind: 'leaf', type, body });

/** Version 0, no flags. */
const withVersion = (bytes: Uint8Array): Uint8Array => Buffer.concat([Buffer.alloc(4), bytes]);

/** The value, its kind before it, and four bytes for a country that nobody sets. */
function data(kind: number, value: Uint8Array): Uint8Array {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(kind, 0);
  return boxBytes(leaf('data', Buffer.concat([head, value])));
}
