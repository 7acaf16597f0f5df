/** Longest name in bytes: file systems allow 255, and `.m4b.part` still has to fit. */
const MOST_BYTES = 200;
/** Not allowed in names on Windows, and `/` nowhere. */
const FORBIDDEN = new Set(['/', '\\', ':', '*', '?', '"', '<', '>', '|']);
/** Whatever extension follows. */
const WINDOWS_DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;
/** They turn what is shown around without being seen: `tale gpj.exe` would look like a picture. */
const TURNS_TEXT = /[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** A title as the name of a file on any platform: `Alice's Adventures: A Tale` → `Alice's Adventures - A Tale`. */
export function safeFileName(title: string): string {
  const spaced = [...title.normalize('NFC').replace(TURNS_TEXT, '')]
    .map((character) => (isControl(character) ? ' ' : character))
    .join('')
    .replace(/\s*:\s+/g, ' - ');
  const allowed = [...spaced].map((character) => (FORBIDDEN.has(character) ? '-' : character)).join('');
  const tidy = trimEnds(shorten(allowed.replace(/\s+/g, ' ')));
  if (tidy === '') return 'audiobook';
  return tidy.replace(WINDOWS_DEVICE, '$1-');
}

const isControl = (character: string): boolean => character < ' ' || (character >= '\u007f' && character <= '\u009f');

/** Leading dots hide a file; trailing dots and spaces are lost on Windows. */
const trimEnds = (name: string): string => name.replace(/^[\s.]+|[\s.]+$/g, '');

/** Whole characters up to the limit. */
function shorten(name: string): string {
  let bytes = 0;
  let kept = '';
  for (const character of name) {
    bytes += Buffer.byteLength(character);
    if (bytes > MOST_BYTES) break;
    kept += character;
  }
  return kept;
}
