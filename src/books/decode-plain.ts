import { isUtf8 } from 'node:buffer';
import { analyse } from 'chardet';
import iconv from 'iconv-lite';
import { byMark, countReplaced, type DecodedText, LAST_RESORT } from './decode-text.js';

/** Bytes by which an encoding is guessed: what is not ASCII, with its neighbours. */
const SAMPLE_BYTES = 65_536;
/** Bytes looked at for UTF-16 without a mark, and the share of zeros on one side that it has (Latin letters have nearly all). */
const UTF16_BYTES = 8_192;
const UTF16_ZEROS = 0.4;
const UTF16_OTHER_ZEROS = 0.05;
/** A guess below this is worth less than the most common 8-bit encoding. */
const LEAST_CONFIDENCE = 10;
/** Good sequences for each bad one from which text is UTF-8 with a fault rather than something else. */
const MOSTLY_UTF8 = 20;

/** ISO names whose text is really the larger code page of Windows: the bytes between are letters there, controls here. */
const LARGER: ReadonlyMap<string, string> = new Map([
  ['ISO-8859-1', 'windows-1252'],
  ['ISO-8859-9', 'windows-1254'],
  ['ASCII', 'windows-1252'],
]);

/** Text of a file that does not say its encoding: byte order mark, valid UTF-8, UTF-16 by its zeros, then a guess by frequency. */
export function decodePlain(bytes: Buffer): DecodedText {
  const encoding = byMark(bytes) ?? byZeros(bytes) ?? (isMostlyUtf8(bytes) ? 'utf-8' : null) ?? guessed(bytes);
  const text = iconv.decode(bytes, encoding);
  return { text, encoding, replaced: countReplaced(text) };
}

function byZeros(bytes: Buffer): string | null {
  const pairs = Math.floor(Math.min(bytes.length, UTF16_BYTES) / 2);
  let even = 0;
  let odd = 0;
  for (let i = 0; i < pairs; i++) {
    if (bytes[2 * i] === 0) even += 1;
    if (bytes[2 * i + 1] === 0) odd += 1;
  }
  if (odd >= pairs * UTF16_ZEROS && even <= pairs * UTF16_OTHER_ZEROS && odd > 0) return 'utf-16le';
  return even >= pairs * UTF16_ZEROS && odd <= pairs * UTF16_OTHER_ZEROS && even > 0 ? 'utf-16be' : null;
}

/** Valid, or with a few faults: a character cut in two at the end, a stray byte of another program. */
function isMostlyUtf8(bytes: Buffer): boolean {
  if (isUtf8(bytes)) return true;
  let good = 0;
  let bad = 0;
  for (const character of bytes.toString('utf8')) {
    if (character === '\ufffd') bad += 1;
    else if (character > '\u007f') good += 1;
  }
  return good >= bad * MOSTLY_UTF8;
}

function guessed(bytes: Buffer): string {
  const from = Math.max(0, bytes.findIndex((byte) => byte > 0x7f) - SAMPLE_BYTES / 8);
  const guesses = analyse(bytes.subarray(from, from + SAMPLE_BYTES));
  const best = guesses.find(({ name }) => iconv.encodingExists(name) && !/^utf-/i.test(name));
  if (best === undefined || best.confidence < LEAST_CONFIDENCE) return LAST_RESORT;
  return LARGER.get(best.name) ?? best.name;
}
