import { type Box, BrokenBoxes, bodyAt, boxAt, type LeafBox } from './boxes.js';

/** Version and flags, then the number of entries. */
const TABLE_HEAD_BYTES = 8;
/** `stsz` has the size of all samples before its count, 0 when they differ. */
const SIZES_HEAD_BYTES = 12;
const LARGEST_NARROW_OFFSET = 0xffff_ffff;

export const isOffsetTable = (box: Box): box is LeafBox =>
  box.kind === 'leaf' && (box.type === 'stco' || box.type === 'co64');

/** Where the chunks lie in the file, out of a `stco` or `co64`. @throws BrokenBoxes */
export function readOffsets(table: LeafBox): number[] {
  const body = Buffer.from(table.body);
  const width = table.type === 'co64' ? 8 : 4;
  const count = countIn(body, TABLE_HEAD_BYTES, width, table.type);
  return Array.from({ length: count }, (_, i) => {
    const at = TABLE_HEAD_BYTES + i * width;
    return width === 8 ? Number(body.readBigUInt64BE(at)) : body.readUInt32BE(at);
  });
}

/** A `co64` when `wide`, else a `stco`. */
export function offsetTable(offsets: readonly number[], wide: boolean): LeafBox {
  const width = wide ? 8 : 4;
  const body = Buffer.alloc(TABLE_HEAD_BYTES + offsets.length * width);
  body.writeUInt32BE(offsets.length, 4);
  for (const [i, offset] of offsets.entries()) {
    const at = TABLE_HEAD_BYTES + i * width;
    if (wide) body.writeBigUInt64BE(BigInt(offset), at);
    else body.writeUInt32BE(offset, at);
  }
  return { kind: 'leaf', type: wide ? 'co64' : 'stco', body };
}

/** Whether an offset needs 64 bits. */
export const isWideOffset = (offset: number): boolean => offset > LARGEST_NARROW_OFFSET;

/** `stsc`: one sample in every chunk. */
export function oneSamplePerChunk(): LeafBox {
  const body = Buffer.alloc(TABLE_HEAD_BYTES + 12);
  for (const [i, value] of [1, 1, 1, 1].entries()) body.writeUInt32BE(value, 4 + i * 4);
  return { kind: 'leaf', type: 'stsc', body };
}

/** An `stts` with a line for every sample: runs of samples of one length are taken apart. @throws BrokenBoxes */
export function oneLinePerSample(times: LeafBox): LeafBox {
  const runs = Buffer.from(times.body);
  const count = countIn(runs, TABLE_HEAD_BYTES, 8, 'stts');
  const durations = Array.from({ length: count }, (_, i) => TABLE_HEAD_BYTES + i * 8).flatMap((at) =>
    new Array<number>(runs.readUInt32BE(at)).fill(runs.readUInt32BE(at + 4)),
  );
  const body = Buffer.alloc(TABLE_HEAD_BYTES + durations.length * 8);
  body.writeUInt32BE(durations.length, 4);
  for (const [i, duration] of durations.entries()) {
    body.writeUInt32BE(1, TABLE_HEAD_BYTES + i * 8);
    body.writeUInt32BE(duration, TABLE_HEAD_BYTES + i * 8 + 4);
  }
  return { kind: 'leaf', type: 'stts', body };
}

/** Where each sample of a track lies in the file, whatever its chunks hold. @throws BrokenBoxes */
export function sampleOffsets(table: Box): number[] {
  const chunks = readOffsets(offsetTableOf(table));
  const sizes = sampleSizes(bodyAt(table, 'stsz'));
  const perChunk = samplesPerChunk(bodyAt(table, 'stsc'), chunks.length);
  const offsets: number[] = [];
  for (const [chunk, start] of chunks.entries()) {
    let at = start;
    for (let n = 0; n < (perChunk[chunk] ?? 0); n++) {
      offsets.push(at);
      at += sizes[offsets.length - 1] ?? 0;
    }
  }
  if (offsets.length !== sizes.length) {
    throw new BrokenBoxes(`its chunks hold ${offsets.length} of ${sizes.length} samples`);
  }
  return offsets;
}

/** @throws BrokenBoxes */
export function offsetTableOf(table: Box): LeafBox {
  const found = boxAt(table, 'stco') ?? boxAt(table, 'co64');
  if (found === null || !isOffsetTable(found)) throw new BrokenBoxes('a track has no chunk offsets');
  return found;
}

/** Lengths in bytes of a track's samples, out of its `stsz`. @throws BrokenBoxes */
export function sampleSizes(body: Buffer): number[] {
  const same = body.readUInt32BE(4);
  const count = body.readUInt32BE(8);
  if (same !== 0) return new Array<number>(count).fill(same);
  if (body.length < SIZES_HEAD_BYTES + count * 4) throw new BrokenBoxes('the table stsz is cut');
  return Array.from({ length: count }, (_, i) => body.readUInt32BE(SIZES_HEAD_BYTES + i * 4));
}

/** Runs of (first chunk, samples in each) as one number a chunk. */
function samplesPerChunk(body: Buffer, chunks: number): number[] {
  const count = countIn(body, TABLE_HEAD_BYTES, 12, 'stsc');
  const perChunk = new Array<number>(chunks).fill(0);
  for (let i = 0; i < count; i++) {
    const first = body.readUInt32BE(TABLE_HEAD_BYTES + i * 12) - 1;
    perChunk.fill(body.readUInt32BE(TABLE_HEAD_BYTES + i * 12 + 4), Math.max(0, first));
  }
  return perChunk;
}

function countIn(body: Buffer, head: number, width: number, type: string): number {
  const count = body.length < head ? -1 : body.readUInt32BE(4);
  if (count < 0 || body.length < head + count * width) throw new BrokenBoxes(`the table ${type} is cut`);
  return count;
}
