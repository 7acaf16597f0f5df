import { err, ok, type Result } from '../../core/index.js';

/** `fLaC`, the block header and STREAMINFO: what every FLAC file begins with. */
export const FLAC_HEADER_BYTES = 42;
const MAGIC = 'fLaC';
const STREAMINFO_TYPE = 0;
const STREAMINFO_BYTES = 34;
/** Offsets in the file. */
const BLOCK_SIZES_AT = 8;
const FORMAT_AT = 18;
const MD5_AT = 26;
const MD5_BYTES = 16;
/** Samples are a 36-bit number; its upper four bits end the byte before. */
const UPPER_SAMPLES = 2 ** 32;

export interface FlacHeader {
  /** Hz. */
  readonly sampleRate: number;
  readonly channels: number;
  readonly bitsPerSample: number;
  /** Samples of one channel; 0 when whoever wrote it did not know. */
  readonly samples: number;
  /** Hex md5 of the little-endian samples; null when it was not computed. */
  readonly md5: string | null;
}

/** Reads what a FLAC file says of itself from its first 42 bytes; the error is a sentence. */
export function readFlacHeader(bytes: Uint8Array): Result<FlacHeader> {
  if (bytes.length < FLAC_HEADER_BYTES) return err('it is shorter than a FLAC header');
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, FLAC_HEADER_BYTES);
  if (view.toString('latin1', 0, MAGIC.length) !== MAGIC) return err('it does not begin with fLaC');
  if ((view.readUInt8(4) & 0x7f) !== STREAMINFO_TYPE || view.readUIntBE(5, 3) !== STREAMINFO_BYTES) {
    return err('its first block is not STREAMINFO');
  }
  const format = view.readUInt32BE(FORMAT_AT);
  const md5 = view.toString('hex', MD5_AT, MD5_AT + MD5_BYTES);
  return ok({
    sampleRate: format >>> 12,
    channels: ((format >>> 9) & 0x7) + 1,
    bitsPerSample: ((format >>> 4) & 0x1f) + 1,
    samples: (format & 0xf) * UPPER_SAMPLES + view.readUInt32BE(FORMAT_AT + 4),
    md5: /^0+$/.test(md5) ? null : md5,
  });
}

/** What an encoder knows only at its end. */
export interface FinalNumbers {
  readonly min_blocksize: number;
  readonly max_blocksize: number;
  readonly min_framesize: number;
  readonly max_framesize: number;
  readonly md5sum: string;
}

/** Writes the final numbers into a header that was written before they were known. */
export function completeHeader(file: Buffer, samples: number, numbers: FinalNumbers): void {
  file.writeUInt16BE(numbers.min_blocksize, BLOCK_SIZES_AT);
  file.writeUInt16BE(numbers.max_blocksize, BLOCK_SIZES_AT + 2);
  file.writeUIntBE(numbers.min_framesize, BLOCK_SIZES_AT + 4, 3);
  file.writeUIntBE(numbers.max_framesize, BLOCK_SIZES_AT + 7, 3);
  const format = file.readUInt32BE(FORMAT_AT);
  file.writeUInt32BE((format & ~0xf) >>> 0, FORMAT_AT);
  file.writeUInt32BE(samples, FORMAT_AT + 4);
  file.write(numbers.md5sum, MD5_AT, MD5_BYTES, 'hex');
}
