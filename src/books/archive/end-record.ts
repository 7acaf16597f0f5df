/** "End of central directory", the records of the directory, and their parts, from the zip specification. */
const SIGNATURE = 0x06054b50;
const RECORD_BYTES = 22;
const ENTRIES_HERE_AT = 8;
const ENTRIES_AT = 10;
const DIRECTORY_BYTES_AT = 12;
const DIRECTORY_OFFSET_AT = 16;
const COMMENT_LENGTH_AT = 20;
const ZIP64 = 0xffffffff;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_BYTES = 46;
/** Where an entry says how long its name, its extra field and its comment are. */
const ENTRY_LENGTHS_AT = [28, 30, 32] as const;
/** One less than the number that means "see the record for large archives". */
const MOST_ENTRIES = 0xfffe;

/** A zip archive begins so, or so when it is empty; junk may stand before it. */
export const startsLikeZip = (bytes: Buffer): boolean =>
  bytes.length >= 4 && bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5 || bytes[2] === 7);

export const hasEndRecord = (bytes: Buffer): boolean => bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1') >= 0;

export interface TrimmedArchive {
  readonly bytes: Buffer;
  /** Files that the end of the archive says, and those in its list; `bytes` says the latter. */
  readonly said: number;
  readonly listed: number;
}

/** The archive without bytes before or after it; null when it has no end record (it is cut off, or no archive). */
export function trimArchive(bytes: Buffer): TrimmedArchive | null {
  for (let at = bytes.length - RECORD_BYTES; at >= 0; at--) {
    if (bytes[at] !== 0x50 || bytes.readUInt32LE(at) !== SIGNATURE) continue;
    const trimmed = trimAt(bytes, at);
    if (trimmed !== null) return trimmed;
  }
  return null;
}

function trimAt(bytes: Buffer, at: number): TrimmedArchive | null {
  const directoryBytes = bytes.readUInt32LE(at + DIRECTORY_BYTES_AT);
  const directoryOffset = bytes.readUInt32LE(at + DIRECTORY_OFFSET_AT);
  const commentBytes = bytes.readUInt16LE(at + COMMENT_LENGTH_AT);
  if (directoryOffset === ZIP64 || directoryBytes === ZIP64) {
    const end = Math.min(bytes.length, at + RECORD_BYTES + commentBytes);
    return { bytes: bytes.subarray(0, end), said: 0, listed: 0 };
  }
  const before = junkBefore(bytes, at, directoryBytes, directoryOffset);
  if (before < 0) return null;
  const said = bytes.readUInt16LE(at + ENTRIES_AT);
  const listed = countEntries(bytes, before + directoryOffset, at);
  const isTrue = said === listed && before + directoryOffset + directoryBytes === at;
  const trimmed = bytes.subarray(before, at + RECORD_BYTES);
  if (commentBytes === 0 && isTrue) return { bytes: trimmed, said, listed };
  // The comment is not needed, and one that claims more than is there would be refused.
  const copy = Buffer.from(trimmed);
  const record = copy.length - RECORD_BYTES;
  copy.writeUInt16LE(0, record + COMMENT_LENGTH_AT);
  copy.writeUInt16LE(listed, record + ENTRIES_HERE_AT);
  copy.writeUInt16LE(listed, record + ENTRIES_AT);
  copy.writeUInt32LE(at - before - directoryOffset, record + DIRECTORY_BYTES_AT);
  return { bytes: copy, said, listed };
}

/** Bytes before the archive, by where its list must end; a list that says a wrong length is found by where it begins. */
function junkBefore(bytes: Buffer, at: number, directoryBytes: number, directoryOffset: number): number {
  const before = at - directoryBytes - directoryOffset;
  if (isEntry(bytes, before + directoryOffset, at) || directoryBytes === 0) return before;
  return isEntry(bytes, directoryOffset, at) ? 0 : before;
}

const isEntry = (bytes: Buffer, at: number, end: number): boolean =>
  at >= 0 && at + ENTRY_BYTES <= end && bytes.readUInt32LE(at) === ENTRY_SIGNATURE;

/** Files in the list, as far as it can be followed. */
function countEntries(bytes: Buffer, from: number, end: number): number {
  let count = 0;
  for (let at = from; count < MOST_ENTRIES && isEntry(bytes, at, end); count++) {
    at += ENTRY_LENGTHS_AT.reduce((size, offset) => size + bytes.readUInt16LE(at + offset), ENTRY_BYTES);
  }
  return count;
}
