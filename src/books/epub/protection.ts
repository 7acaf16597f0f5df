import { type Archive, resolveReference } from '../archive/index.js';
import { decodeText } from '../decode-text.js';
import { EntryUnreadable, protectedBook } from '../failures.js';
import { LIMITS } from '../limits.js';
import { all, type Element, first, parseXml } from '../xml.js';
import type { SpineItem } from './package-file.js';

const ENCRYPTION = 'META-INF/encryption.xml';
/** Obfuscated fonts are no copy protection of the text. */
const FONT_OBFUSCATION = new Set(['http://www.idpf.org/2008/embedding', 'http://ns.adobe.com/pdf/enc#RC']);
/** Who protects, by the file they leave. */
const OWNERS: readonly (readonly [string, string])[] = [
  ['META-INF/license.lcpl', 'Readium LCP'],
  ['META-INF/sinf.xml', 'Apple FairPlay'],
  ['META-INF/rights.xml', 'Adobe ADEPT'],
];

/** Whose protection left its licence in the archive; null when there is none. */
export const ownerOf = (archive: Archive): string | null =>
  OWNERS.find(([name]) => archive.find(name) !== null)?.[1] ?? null;

/** @throws UserError when any file of the reading order is encrypted. */
export async function refuseProtected(archive: Archive, spine: readonly SpineItem[]): Promise<void> {
  if (archive.find(ENCRYPTION) === null) return;
  const root = await readEncryption(archive);
  const encrypted = new Set<string>();
  for (const data of all(root, 'encrypteddata')) {
    const algorithm = first(data, 'encryptionmethod')?.attributes['algorithm'] ?? '';
    const uri = first(data, 'cipherreference')?.attributes['uri'] ?? '';
    const name = resolveReference('', uri)?.name;
    if (name !== undefined && !FONT_OBFUSCATION.has(algorithm)) encrypted.add(archive.find(name) ?? name);
  }
  const hit = spine.find(({ item }) => item.name !== null && encrypted.has(item.name));
  if (hit === undefined) return;
  const owner = ownerOf(archive);
  throw protectedBook(archive.file, `Its text (${hit.item.name}) is encrypted${owner === null ? '' : ` by ${owner}`}.`);
}

/** A list that cannot be read says nothing; what is encrypted will be seen by its text. */
async function readEncryption(archive: Archive): Promise<Element> {
  try {
    return parseXml(decodeText(await archive.read(ENCRYPTION, LIMITS.packageBytes)).text);
  } catch (error) {
    if (error instanceof EntryUnreadable) return parseXml('');
    throw error;
  }
}
