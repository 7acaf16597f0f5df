/** "End of central directory" and its parts, from the zip specification. */
const SIGNATURE = 0x06054b50;
const RECORD_BYTES = 22;
const DIRECTORY_BYTES_AT = 12;
const DIRECTORY_OFFSET_AT = 16;
const COMMENT_LENGTH_AT = 20;
const ZIP64 = 0xffffffff;

/** A zip archive begins so, or so when it is empty; junk may stand before it. */
export const startsLikeZip = (bytes: Buffer): boolean =>
  bytes.length >= 4 && bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5 || bytes[2] === 7);

/** The archive without bytes before or after it; null when it has no end record (it is cut off, or no archive). */
export function trimArchive(bytes: Buffer): Buffer | null {
  for (let at = bytes.length - RECORD_BYTES; at >= 0; at--) {
    if (bytes[at] !== 0x50 || bytes.readUInt32LE(at) !== SIGNATURE) continue;
    const trimmed = trimAt(bytes, at);
    if (trimmed !== null) return trimmed;
  }
  return null;
}

function trimAt(bytes: Buffer, at: number): Buffer | null {
  const directoryBytes = bytes.readUInt32LE(at + DIRECTORY_BYTES_AT);
  const directoryOffset = bytes.readUInt32LE(at + DIRECTORY_OFFSET_AT);
  const commentBytes = bytes.readUInt16LE(at + COMMENT_LENGTH_AT);
  const end = Math.min(bytes.length, at + RECORD_BYTES + commentBytes);
  if (directoryOffset === ZIP64 || directoryBytes === ZIP64) return bytes.subarray(0, end);
  const before = at - directoryBytes - directoryOffset;
  if (before < 0) return null;
  const trimmed = bytes.subarray(before, at + RECORD_BYTES);
  if (commentBytes === 0) return trimmed;
  // The comment is not needed, and one that claims more than is there would be refused.
  const copy = Buffer.from(trimmed);
  copy.writeUInt16LE(0, copy.length - RECORD_BYTES + COMMENT_LENGTH_AT);
  return copy;
}
