import { crc32, inflateRawSync } from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
/** The end record is 22 bytes plus a comment of at most 64 KiB. */
const END_SEARCH_BYTES = 22 + 65_535;
const STORED = 0;
const DEFLATED = 8;
/** The largest file we ever unpack is a 19 MB server. */
const MAX_FILE_BYTES = 200_000_000;

/**
 * The first file of a zip whose name `matches`, unpacked and checked; null when there is none. No zip64, no encryption.
 * @param {Buffer} zip @param {(name: string) => boolean} matches
 */
export function readZipFile(zip, matches) {
  const entry = directoryOf(zip).find((each) => matches(each.name));
  if (entry === undefined) return null;
  if (entry.size > MAX_FILE_BYTES) throw new Error(`${entry.name}: ${entry.size} bytes is more than is allowed`);
  const packed = packedBytes(zip, entry);
  const bytes = entry.method === DEFLATED ? inflateRawSync(packed, { maxOutputLength: entry.size }) : packed;
  if (entry.method !== STORED && entry.method !== DEFLATED) throw new Error(`${entry.name}: unknown compression`);
  if (bytes.length !== entry.size || crc32(bytes) !== entry.crc) throw new Error(`${entry.name}: damaged`);
  return bytes;
}

/** @param {Buffer} zip */
function directoryOf(zip) {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < Math.max(0, zip.length - END_SEARCH_BYTES) || zip.readUInt32LE(end) !== END_OF_DIRECTORY) {
    throw new Error('not a zip');
  }
  const entries = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (zip.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new Error('damaged zip directory');
    const nameLength = zip.readUInt16LE(at + 28);
    entries.push({
      name: zip.toString('utf8', at + 46, at + 46 + nameLength),
      method: zip.readUInt16LE(at + 10),
      crc: zip.readUInt32LE(at + 16),
      packedSize: zip.readUInt32LE(at + 20),
      size: zip.readUInt32LE(at + 24),
      header: zip.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}

/** @param {Buffer} zip @param {{ header: number, packedSize: number }} entry */
function packedBytes(zip, entry) {
  if (zip.readUInt32LE(entry.header) !== LOCAL_HEADER) throw new Error('damaged zip entry');
  const start = entry.header + 30 + zip.readUInt16LE(entry.header + 26) + zip.readUInt16LE(entry.header + 28);
  return zip.subarray(start, start + entry.packedSize);
}
