import { type Box, BrokenBoxes, bodyAt, boxAt, boxSize, mapLeaves, type ParentBox } from './boxes.js';
import { type Item, itemBox, itemType, NAMED_TYPE } from './items.js';
import {
  isOffsetTable,
  isWideOffset,
  offsetTable,
  offsetTableOf,
  oneLinePerSample,
  oneSamplePerChunk,
  readOffsets,
  sampleOffsets,
} from './sample-table.js';

export interface IndexOrder {
  /** Tags added to those that are there; of a kind that is there already they take its place. */
  readonly items: readonly Item[];
  /** Where the media data begin now, in bytes from the file's start. */
  readonly mediaAt: number;
  /** Bytes that stand before the index in the new file; the media data follow it. */
  readonly before: number;
}

/**
 * An `moov` as players need it: one chunk for each chapter title, all tags, and every offset true for a file in which the
 * index stands in front of the media data.
 * @throws BrokenBoxes when it is not one that ffmpeg writes for a book.
 */
export function finishIndex(moov: Box, order: IndexOrder): Box {
  const complete = withItems(withChunkPerTitle(moov), order.items);
  // With 64-bit tables an index is at most twice as long: no offset moves further than this.
  const furthest = order.before + 2 * boxSize(complete);
  const wide = offsetsOf(complete).some((offset) => isWideOffset(offset + furthest));
  const at = order.before + boxSize(withOffsets(complete, wide, 0));
  return withOffsets(complete, wide, at - order.mediaAt);
}

/** All chunk offsets of all tracks. */
function offsetsOf(moov: Box): number[] {
  if (moov.kind === 'parent') return moov.children.flatMap(offsetsOf);
  return isOffsetTable(moov) ? readOffsets(moov) : [];
}

/** Every table of offsets in one width, each moved by so many bytes. */
const withOffsets = (moov: Box, wide: boolean, by: number): Box =>
  mapLeaves(moov, (leaf) => {
    if (!isOffsetTable(leaf)) return leaf;
    return offsetTable(
      readOffsets(leaf).map((offset) => offset + by),
      wide,
    );
  });

/**
 * Readers that take a chunk for a title (Voice, music-metadata) see one chapter of ffmpeg's single chunk; those that take
 * a line of the table of times for one (music-metadata) misplace all chapters after two of the same length.
 */
function withChunkPerTitle(moov: Box): Box {
  const chapterTrack = chapterTrackOf(moov);
  return mapChildren(moov, (track) => (track === chapterTrack ? mapTable(track, chunkPerSample) : track));
}

function chunkPerSample(table: ParentBox): Box {
  const offsets = sampleOffsets(table);
  const old = offsetTableOf(table);
  return mapChildren(table, (box) => {
    if (box === old) return offsetTable(offsets, offsets.some(isWideOffset));
    if (box.kind === 'leaf' && box.type === 'stts') return oneLinePerSample(box);
    return box.type === 'stsc' ? oneSamplePerChunk() : box;
  });
}

/** The track that the audio's `tref/chap` names. @throws BrokenBoxes */
export function chapterTrackOf(moov: Box): Box {
  const tracks = tracksOf(moov);
  const reference = tracks.map((track) => boxAt(track, 'tref', 'chap')).find((found) => found !== null);
  const id = reference?.kind === 'leaf' ? Buffer.from(reference.body).readUInt32BE(0) : null;
  const found = tracks.find((track) => trackId(track) === id);
  if (found === undefined) throw new BrokenBoxes('it has no chapter track');
  return found;
}

export const tracksOf = (moov: Box): readonly Box[] =>
  moov.kind === 'leaf' ? [] : moov.children.filter(({ type }) => type === 'trak');

/** The id stands after two times, which take 4 bytes each in version 0 and 8 in version 1. */
function trackId(track: Box): number {
  const header = bodyAt(track, 'tkhd');
  return header.readUInt32BE(header[0] === 1 ? 20 : 12);
}

const mapTable = (track: Box, change: (table: ParentBox) => Box): Box => mapAt(track, ['mdia', 'minf', 'stbl'], change);

function withItems(moov: Box, items: readonly Item[]): Box {
  const taken = new Set(items.map(itemType).filter((type) => type !== NAMED_TYPE));
  return mapAt(moov, ['udta', 'meta', 'ilst'], (list) => ({
    ...list,
    children: [...list.children.filter(({ type }) => !taken.has(type)), ...items.map(itemBox)],
  }));
}

/** @throws BrokenBoxes when nothing stands at the end of the path. */
function mapAt(box: Box, path: readonly string[], change: (found: ParentBox) => Box): Box {
  const [type, ...rest] = path;
  if (box.kind === 'leaf') throw new BrokenBoxes(`${box.type} stands where boxes were expected`);
  if (type === undefined) return change(box);
  const found = box.children.find((child) => child.type === type);
  if (found === undefined) throw new BrokenBoxes(`there is no ${type} in ${box.type}`);
  return mapChildren(box, (child) => (child === found ? mapAt(child, rest, change) : child));
}

const mapChildren = (box: Box, change: (child: Box) => Box): Box =>
  box.kind === 'leaf' ? box : { ...box, children: box.children.map(change) };
