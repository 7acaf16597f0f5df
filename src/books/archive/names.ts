import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';

/** A name as written in the archive: UTF-8 when it is valid, else windows-1252 as old zip programs wrote it. */
export const decodeName = (raw: Buffer): string => (isUtf8(raw) ? raw.toString('utf8') : iconv.decode(raw, 'win1252'));

/** Slashes forward, `.` and `..` resolved; null when it leads out of the archive or to a folder. */
export function normaliseName(name: string): string | null {
  const parts: string[] = [];
  for (const part of name.replaceAll('\\', '/').split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  const isOutside = /^[a-z]:/i.test(parts[0] ?? '');
  return parts.length === 0 || isOutside || /[\\/]$/.test(name) ? null : parts.join('/');
}

/** What names are compared by when the exact one is not there. */
export const foldName = (name: string): string => name.normalize('NFC').toLowerCase();

export interface Reference {
  /** Full name in the archive. */
  readonly name: string;
  readonly fragment: string | null;
}

/** An `href` inside the file `base`; null when it leads outside the book. */
export function resolveReference(base: string, href: string): Reference | null {
  const trimmed = href.trim();
  if (trimmed === '' || /^[a-z][a-z0-9+.-]*:|^\/\//i.test(trimmed)) return null;
  const [path = '', fragment] = splitFragment(trimmed);
  const folder = base.includes('/') ? base.slice(0, base.lastIndexOf('/') + 1) : '';
  const name = path === '' ? base : normaliseName(path.startsWith('/') ? path : folder + path);
  return name === null ? null : { name, fragment: fragment ? decodePercent(fragment) : null };
}

function splitFragment(href: string): [string, string | undefined] {
  const at = href.indexOf('#');
  const path = at < 0 ? href : href.slice(0, at);
  return [decodePercent(path.replace(/\?.*$/s, '')), at < 0 ? undefined : href.slice(at + 1)];
}

/** `%20` → blank; text that is no percent code stays. */
export function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
