import { assert } from '../../core/index.js';

/** A box of an MP4 file that holds other boxes. */
export interface ParentBox {
  readonly kind: 'parent';
  /** Four Latin-1 characters. */
  readonly type: string;
  /** Bytes between the header and the first child: version and flags of `meta`, nothing elsewhere. */
  readonly head: Uint8Array;
  readonly children: readonly Box[];
}

/** A box that is taken as bytes. */
export interface LeafBox {
  readonly kind: 'leaf';
  readonly type: string;
  readonly body: Uint8Array;
}

export type Box = ParentBox | LeafBox;

/** A file whose boxes do not fit into each other; `message` is a clause: `a box ends after its parent`. */
export class BrokenBoxes extends Error {
  override readonly name = 'BrokenBoxes';
}

/** Size and type of a box; 16 when the size takes 64 bits. */
const HEADER_BYTES = 8;
const WIDE_HEADER_BYTES = 16;
const MAX_BOX_BYTES = 0xffff_ffff;
/** A size field of 1 says that the real one follows in 64 bits; 0 that the box reaches to the file's end. */
const WIDE_SIZE = 1;
const TO_THE_END = 0;

/** Boxes on the way to the tables and tags that are looked at; all others stay bytes. */
const PARENTS: ReadonlySet<string> = new Set('moov trak mdia minf stbl edts udta meta ilst tref'.split(' '));
/** `meta` has a version and flags before its children. */
const META_HEAD_BYTES = 4;

export interface BoxHeader {
  readonly type: string;
  /** Of the header itself: 8 or 16. */
  readonly headerBytes: number;
  /** Of the whole box, header included. */
  readonly bytes: number;
}

/**
 * Reads the header of a box; `room` is what is left of its parent.
 * @param bytes from the box's first byte on: 16, or all there are.
 * @throws BrokenBoxes
 */
export function readBoxHeader(bytes: Uint8Array, room: number): BoxHeader {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.length < HEADER_BYTES || room < HEADER_BYTES) throw new BrokenBoxes('a box has no whole header');
  const size = view.readUInt32BE(0);
  const type = view.toString('latin1', 4, 8);
  if (size === WIDE_SIZE && view.length < WIDE_HEADER_BYTES) throw new BrokenBoxes('a box has no whole header');
  const headerBytes = size === WIDE_SIZE ? WIDE_HEADER_BYTES : HEADER_BYTES;
  const real = size === WIDE_SIZE ? Number(view.readBigUInt64BE(8)) : size === TO_THE_END ? room : size;
  if (real < headerBytes || real > room) throw new BrokenBoxes(`the box ${type} does not fit where it stands`);
  return { type, headerBytes, bytes: real };
}

/** The boxes that fill `bytes`; leaves are views of it. @throws BrokenBoxes */
export function parseBoxes(bytes: Uint8Array): Box[] {
  const boxes: Box[] = [];
  for (let at = 0; at < bytes.length; ) {
    const { type, headerBytes, bytes: size } = readBoxHeader(bytes.subarray(at, at + 16), bytes.length - at);
    boxes.push(toBox(type, bytes.subarray(at + headerBytes, at + size)));
    at += size;
  }
  return boxes;
}

function toBox(type: string, body: Uint8Array): Box {
  if (!PARENTS.has(type)) return { kind: 'leaf', type, body };
  const head = type === 'meta' ? META_HEAD_BYTES : 0;
  return { kind: 'parent', type, head: body.subarray(0, head), children: parseBoxes(body.subarray(head)) };
}

/** Bytes of a box, its header included. */
export function boxSize(box: Box): number {
  if (box.kind === 'leaf') return HEADER_BYTES + box.body.length;
  return box.children.reduce((sum, child) => sum + boxSize(child), HEADER_BYTES + box.head.length);
}

export function boxBytes(box: Box): Uint8Array {
  const size = boxSize(box);
  assert(size <= MAX_BOX_BYTES, `a box ${box.type} of ${size} bytes`);
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32BE(size, 0);
  header.write(box.type, 4, 4, 'latin1');
  const content = box.kind === 'leaf' ? [box.body] : [box.head, ...box.children.map(boxBytes)];
  return Buffer.concat([header, ...content]);
}

/** The first box at the end of a path of types below `box`. */
export function boxAt(box: Box, ...path: readonly string[]): Box | null {
  const [type, ...rest] = path;
  if (type === undefined) return box;
  if (box.kind === 'leaf') return null;
  for (const child of box.children) {
    const found = child.type === type ? boxAt(child, ...rest) : null;
    if (found !== null) return found;
  }
  return null;
}

/** The bytes of a leaf at the end of a path. @throws BrokenBoxes when there is none. */
export function bodyAt(box: Box, ...path: readonly string[]): Buffer {
  const found = boxAt(box, ...path);
  if (found?.kind !== 'leaf') throw new BrokenBoxes(`there is no ${path.join('/')} in ${box.type}`);
  return Buffer.from(found.body.buffer, found.body.byteOffset, found.body.byteLength);
}

/** A copy in which every leaf below `box`, or `box` itself, went through `change`. */
export function mapLeaves(box: Box, change: (leaf: LeafBox) => LeafBox): Box {
  if (box.kind === 'leaf') return change(box);
  return { ...box, children: box.children.map((child) => mapLeaves(child, change)) };
}
