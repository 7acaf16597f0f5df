import { describe, expect, it } from 'vitest';
import { type Box, boxAt, boxBytes, boxSize, type LeafBox, parseBoxes } from '../../../src/audio/m4b/boxes.js';
import { finishIndex, tracksOf } from '../../../src/audio/m4b/finish-index.js';
import { indexFault } from '../../../src/audio/m4b/index-fault.js';
import { itemBox } from '../../../src/audio/m4b/items.js';
import { offsetTable, offsetTableOf, readOffsets } from '../../../src/audio/m4b/sample-table.js';
import { finisherItems } from '../../../src/audio/m4b/tags.js';

const leaf = (type: string, ...values: readonly number[]): LeafBox => {
  const body = Buffer.alloc(values.length * 4);
  for (const [i, value] of values.entries()) body.writeUInt32BE(value, i * 4);
  return { kind: 'leaf', type, body };
};
const parent = (type: string, ...children: readonly Box[]): Box => ({
  kind: 'parent',
  type,
  head: type === 'meta' ? new Uint8Array(4) : new Uint8Array(),
  children,
});

/** Titles of 10, 11 … bytes in two chunks: 3 and 2 of them. */
const CHUNKS = [1_000, 5_000];
const SIZES = [10, 11, 12, 13, 14];
const TITLES_AT = [1_000, 1_010, 1_021, 5_000, 5_013];

const track = (id: number, table: readonly Box[], ...more: readonly Box[]): Box =>
  parent('trak', leaf('tkhd', 0, 0, 0, id), ...more, parent('mdia', parent('minf', ...table)));

/** An index as ffmpeg writes it, as far as it matters; its sound in one chunk at `soundAt`. */
function indexOf(soundAt: number, wide = false): Box {
  const sound = track(
    1,
    [leaf('smhd'), parent('stbl', leaf('stts', 0, 1, 8, 1_024), offsetTable([soundAt], wide))],
    parent('edts', leaf('elst', 0, 1, 7_168, 1_024, 65_536)),
    parent('tref', leaf('chap', 2)),
  );
  const titles = track(2, [
    parent(
      'stbl',
      leaf('stts', 0, 2, 3, 500, 2, 700),
      leaf('stsz', 0, 0, SIZES.length, ...SIZES),
      leaf('stsc', 0, 2, 1, 3, 1, 2, 2, 1),
      offsetTable(CHUNKS, false),
    ),
  ]);
  const list = parent('ilst', itemBox({ kind: 'text', type: 'sonm', value: 'old' }));
  return parent('moov', sound, titles, parent('udta', parent('meta', leaf('hdlr', 0), list), leaf('chpl', 0)));
}

const reread = (box: Box): Box => parseBoxes(boxBytes(box))[0] ?? leaf('none');
const offsetsIn = (moov: Box, n: number): { type: string; offsets: readonly number[] } => {
  const table = boxAt(tracksOf(moov)[n] ?? moov, 'mdia', 'minf', 'stbl');
  if (table === null) throw new Error('no table');
  const found = offsetTableOf(table);
  return { type: found.type, offsets: readOffsets(found) };
};

describe('finishIndex', () => {
  const order = { items: [], mediaAt: 900, before: 28 };

  it('gives every title a chunk of its own and moves all offsets with the media data', () => {
    const finished = reread(finishIndex(indexOf(940), order));
    const moved = 28 + boxSize(finished) - 900;
    expect(offsetsIn(finished, 0)).toEqual({ type: 'stco', offsets: [940 + moved] });
    expect(offsetsIn(finished, 1)).toEqual({ type: 'stco', offsets: TITLES_AT.map((at) => at + moved) });
    expect(indexFault({ index: finished, order: ['ftyp', 'moov', 'mdat'] }, SIZES.length)).toBeNull();
  });

  it('gives every title a line of its own in the table of times', () => {
    const table = boxAt(tracksOf(finishIndex(indexOf(940), order))[1] ?? leaf('none'), 'mdia', 'minf', 'stbl', 'stts');
    expect(table).toEqual(leaf('stts', 0, 5, 1, 500, 1, 500, 1, 500, 1, 700, 1, 700));
  });

  it('takes 64 bits for all offsets as soon as one may need them', () => {
    const near = 0xffff_ffff - 100;
    const finished = reread(finishIndex(indexOf(near), order));
    const moved = 28 + boxSize(finished) - 900;
    expect(offsetsIn(finished, 0)).toEqual({ type: 'co64', offsets: [near + moved] });
    expect(offsetsIn(finished, 1)).toEqual({ type: 'co64', offsets: TITLES_AT.map((at) => at + moved) });
  });

  it('reads offsets of 64 bits, and goes back to 32 where they do', () => {
    expect(offsetsIn(finishIndex(indexOf(940, true), order), 0).type).toBe('stco');
    expect(offsetsIn(finishIndex(indexOf(2 ** 40, true), order), 0)).toMatchObject({ type: 'co64' });
  });

  it('adds tags, and takes the place of one that stands there already', () => {
    const items = finisherItems({ title: 'T', authors: ['A'], narrator: 'N', language: 'en', titleSort: 'new' });
    const list = boxAt(finishIndex(indexOf(940), { ...order, items }), 'udta', 'meta', 'ilst');
    const types = list?.kind === 'parent' ? list.children.map(({ type }) => type) : [];
    expect(types).toEqual(['©nrt', 'sonm', 'soal', 'soco', '----', '----']);
    expect(Buffer.from(boxBytes(list ?? leaf('none'))).includes('old')).toBe(false);
  });

  it.each([
    ['no chapter track', parent('moov', track(1, []))],
    ['no tags', parent('moov', ...tracksOf(indexOf(1)))],
  ])('refuses an index with %s', (_, moov) => {
    expect(() => finishIndex(moov, order)).toThrow(/there is no|no chapter track/);
  });
});

describe('boxes', () => {
  it('are the same bytes again', () => {
    const bytes = boxBytes(indexOf(940));
    expect(Buffer.compare(boxBytes(reread(indexOf(940))), bytes)).toBe(0);
  });

  it.each([
    ['cut', (bytes: Buffer) => bytes.subarray(0, -1)],
    ['with a child longer than its parent', (bytes: Buffer) => bytes.fill(0xff, 8, 12)],
    ['of less than its header', (bytes: Buffer) => bytes.fill(0, 8, 11).fill(4, 11, 12)],
  ])('%s are refused', (_, spoil) => {
    expect(() => parseBoxes(spoil(Buffer.from(boxBytes(indexOf(940)))))).toThrow('does not fit');
  });
});

describe('indexFault', () => {
  const good = finishIndex(indexOf(940), { items: [], mediaAt: 900, before: 28 });
  const order = ['ftyp', 'moov', 'mdat'];

  it.each([
    ['parts in another order', { index: good, order: ['ftyp', 'mdat', 'moov'] }, 5, /parts/],
    ['one chunk for all titles', { index: indexOf(940), order }, 5, /5 titles in 2 chunks/],
    ['another number of titles', { index: good, order }, 4, /5 titles/],
    ['a short list of chapters that counts wrongly', { index: good, order }, 300, /titles/],
  ])('names %s', (_, file, chapters, fault) => {
    expect(indexFault(file, chapters)).toMatch(fault);
  });
});
