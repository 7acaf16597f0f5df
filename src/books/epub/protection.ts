import { type Archive, resolveReference } from '../archive/index.js';
import { decodeText } from '../decode-text.js';
import { protectedBook } from '../failures.js';
import { LIMITS } from '../limits.js';
import { all, first, parseXml } from '../xml.js';
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

/** @throws UserError when any file of the reading order is encrypted. */
export async function refuseProtected(archive: Archive, spine: readonly SpineItem[]): Promise<void> {
  if (archive.find(ENCRYPTION) === null) return;
  const root = parseXml(decodeText(await archive.read(ENCRYPTION, LIMITS.packageBytes)).text);
  const encrypted = new Set<string>();
  for (const data of all(root, 'encrypteddata')) {
    const algorithm = first(data, 'encryptionmethod')?.attributes['algorithm'] ?? '';
    const uri = first(data, 'cipherreference')?.attributes['uri'] ?? '';
    const name = resolveReference('', uri)?.name;
    if (name !== undefined && !FONT_OBFUSCATION.has(algorithm)) encrypted.add(archive.find(name) ?? name);
  }
  const hit = spine.find(({ item }) => item.name !== null && encrypted.has(item.name));
  if (hit === undefined) return;
  const owner = OWNERS.find(([name]) => archive.find(name) !== null)?.[1];
  throw protectedBook(
    archive.file,
    `Its text (${hit.item.name}) is encrypted${owner === undefined ? '' : ` by ${owner}`}.`,
  );
}
