import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';

/** Bytes at the start in which a declaration must stand. */
const HEAD_BYTES = 1_024;
/** What the bytes are when nothing else fits: every byte means something in it. */
export const LAST_RESORT = 'windows-1252';
/** Latin 1 is always meant as windows-1252: the characters between are controls that no text has. */
const LATIN_1 = /^(iso-?8859-?1|latin-?1|(us-)?ascii)$/i;
/** What text in single bytes cannot be, whatever it says. */
const NOT_BYTES = /^(utf|ucs|cesu|unicode)/i;
/** Damaged UTF-8 is still UTF-8 when this many of its characters beyond ASCII are sound for each broken one. */
const SOUND_FOR_BROKEN = 4;
const LAST_ASCII = 0x7f;
const REPLACEMENT = '\ufffd';

export interface DecodedText {
  readonly text: string;
  readonly encoding: string;
  /** Characters that cannot be known: broken in these bytes, or lost before they were written. */
  readonly replaced: number;
}

/** A warning where characters of a file are lost; none for most. */
export const lostCharacters = (file: string, { encoding, replaced }: Omit<DecodedText, 'text'>): readonly string[] =>
  replaced === 0
    ? []
    : [`${file} has ${replaced} character${replaced === 1 ? '' : 's'} that cannot be read (as ${encoding}).`];

/**
 * Text of a markup file: byte order mark, then signs of UTF-16, then valid UTF-8 (whatever an 8-bit declaration says),
 * then UTF-8 that is a little damaged, then the declaration, then windows-1252.
 */
export function decodeText(bytes: Buffer): DecodedText {
  const encoding =
    byMark(bytes) ??
    byZeros(bytes) ??
    (isUtf8(bytes) || isMostlyUtf8(bytes) ? 'utf-8' : null) ??
    declared(bytes) ??
    LAST_RESORT;
  // `TextDecoder` of Node 20 garbles windows-1252, so that everything goes through iconv-lite.
  const text = iconv.decode(bytes, encoding);
  return { text, encoding, replaced: countReplaced(text) };
}

/** The encoding that a byte order mark tells; null without one. */
export function byMark(bytes: Buffer): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes[2] === 0 && bytes[3] === 0 ? 'utf-32le' : 'utf-16le';
  if (bytes[0] === 0 && bytes[1] === 0 && bytes[2] === 0xfe && bytes[3] === 0xff) return 'utf-32be';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
}

/** `<` or white space as two bytes: UTF-16 without a mark. */
function byZeros(bytes: Buffer): string | null {
  const [first = 0, second = 0] = bytes;
  if (first !== 0 && second === 0) return isBeginning(first) ? 'utf-16le' : null;
  return first === 0 && isBeginning(second) ? 'utf-16be' : null;
}

const isBeginning = (byte: number): boolean => '<\t\n\r '.includes(String.fromCharCode(byte));

function isMostlyUtf8(bytes: Buffer): boolean {
  const text = bytes.toString('utf8');
  const broken = countReplaced(text);
  let beyond = 0;
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > LAST_ASCII) beyond += 1;
  return beyond - broken >= broken * SOUND_FOR_BROKEN;
}

/** Characters that no decoder could tell. */
export function countReplaced(text: string): number {
  let count = 0;
  for (let at = text.indexOf(REPLACEMENT); at >= 0; at = text.indexOf(REPLACEMENT, at + 1)) count += 1;
  return count;
}

function declared(bytes: Buffer): string | null {
  const head = bytes.subarray(0, HEAD_BYTES).toString('latin1');
  const inXml = /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']/i.exec(head)?.[1];
  const inMeta = /<meta[^>]*\bcharset\s*=\s*["']?([\w.:-]+)/i.exec(head)?.[1];
  const name = [inXml, inMeta].find(
    (each) => each !== undefined && iconv.encodingExists(each) && !NOT_BYTES.test(each),
  );
  if (name === undefined) return null;
  return LATIN_1.test(name) ? LAST_RESORT : name;
}
