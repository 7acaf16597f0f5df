import { CODES, UserError } from '../core/index.js';
import { Archive, startsLikeZip } from './archive/index.js';
import { decodePlain } from './decode-plain.js';

/** Bytes at the start by which formats of text are told apart. */
const HEAD_BYTES = 16_384;
/** Bytes of an archive's `mimetype` file that are looked at. */
const MIMETYPE_BYTES = 256;
/** Controls that no text has; a share above this is none. */
const NOT_TEXT = /(?![\t\n\v\f\r\u0085])[\p{Cc}\ufffd]/gu;
const MAX_NOT_TEXT = 0.02;

/** What is known of a file before anything of it is believed. */
export interface FileFacts {
  readonly bytes: Buffer;
  readonly fileName: string;
  /** Names of the files in it, in lower case; null when it is no archive, or one that cannot be opened. */
  readonly names: readonly string[] | null;
  /** What an archive says that it is; empty for most. */
  readonly mimetype: string;
  readonly isZip: boolean;
  /** Its beginning as text, whatever the encoding; null when it is none. */
  readonly head: string | null;
}

/** Looks at the beginning of a file, and at the list of files in it when it is an archive. Never throws. */
export async function factsOf(data: Uint8Array, fileName: string): Promise<FileFacts> {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const isZip = startsLikeZip(bytes);
  const start = bytes.subarray(0, HEAD_BYTES);
  const head = isZip ? null : textOf(start, bytes.length > start.length);
  // Bytes may stand before an archive; text is none.
  const { archive, isDamaged } = head === null ? await open(bytes, fileName) : NO_ARCHIVE;
  return {
    bytes,
    fileName,
    names: archive === null ? null : archive.names.map((name) => name.toLowerCase()),
    mimetype: archive === null ? '' : await mimetypeOf(archive),
    isZip: isZip || archive !== null || isDamaged,
    head,
  };
}

export const hasAt = (bytes: Buffer, at: number, signature: string): boolean =>
  bytes.subarray(at, at + signature.length).toString('latin1') === signature;

const NO_ARCHIVE = { archive: null, isDamaged: false };

async function open(bytes: Buffer, file: string): Promise<{ archive: Archive | null; isDamaged: boolean }> {
  try {
    return { archive: await Archive.open(bytes, file), isDamaged: false };
  } catch (error) {
    return { archive: null, isDamaged: error instanceof UserError && error.failure.code !== CODES.notAnEpub };
  }
}

async function mimetypeOf(archive: Archive): Promise<string> {
  if (archive.find('mimetype') === null) return '';
  const bytes = await archive.read('mimetype', MIMETYPE_BYTES).catch(() => Buffer.alloc(0));
  return bytes.toString('latin1').trim();
}

function textOf(start: Buffer, isCut: boolean): string | null {
  const { text } = decodePlain(start);
  // The last character may be cut in two.
  const whole = isCut ? text.slice(0, -1) : text;
  const strange = whole.match(NOT_TEXT)?.length ?? 0;
  return strange > whole.length * MAX_NOT_TEXT ? null : whole.replace(/^\ufeff/, '');
}
