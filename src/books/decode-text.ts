import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';

/** Bytes at the start in which a declaration must stand. */
const HEAD_BYTES = 1_024;
/** What the bytes are when nothing else fits: every byte means something in it. */
const LAST_RESORT = 'windows-1252';

export interface DecodedText {
  readonly text: string;
  readonly encoding: string;
}

/**
 * Text of a markup file: byte order mark, then signs of UTF-16, then valid UTF-8 (whatever an 8-bit declaration says),
 * then the declaration, then windows-1252.
 */
export function decodeText(bytes: Buffer): DecodedText {
  const encoding =
    byMark(bytes) ?? byZeros(bytes) ?? (isUtf8(bytes) ? 'utf-8' : null) ?? declared(bytes) ?? LAST_RESORT;
  // `TextDecoder` of Node 20 garbles windows-1252, so that everything goes through iconv-lite.
  return { text: iconv.decode(bytes, encoding), encoding };
}

function byMark(bytes: Buffer): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
}

/** `<` as two bytes: UTF-16 without a mark. */
function byZeros(bytes: Buffer): string | null {
  if (bytes[0] === 0x3c && bytes[1] === 0) return 'utf-16le';
  return bytes[0] === 0 && bytes[1] === 0x3c ? 'utf-16be' : null;
}

function declared(bytes: Buffer): string | null {
  const head = bytes.subarray(0, HEAD_BYTES).toString('latin1');
  const inXml = /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']/i.exec(head)?.[1];
  const inMeta = /<meta[^>]*\bcharset\s*=\s*["']?([\w.:-]+)/i.exec(head)?.[1];
  return (
    [inXml, inMeta].find((name) => name !== undefined && iconv.encodingExists(name) && !/^utf-?8$/i.test(name)) ?? null
  );
}
