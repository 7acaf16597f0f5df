import { type FileFacts, hasAt } from './file-facts.js';

/** A kind of file that only Calibre reads. */
export interface CalibreKind {
  /** `a Kindle book`. */
  readonly name: string;
  /** The ending by which Calibre knows it. */
  readonly extension: string;
  /** Other endings of the same kind. */
  readonly also?: readonly string[];
  recognises(facts: FileFacts): boolean;
}

const begins =
  (...signatures: readonly string[]) =>
  ({ bytes }: FileFacts): boolean =>
    signatures.some((signature) => hasAt(bytes, 0, signature));
/** Palm databases say in bytes 60–67 what they hold. */
const palm =
  (...types: readonly string[]) =>
  ({ bytes }: FileFacts): boolean =>
    types.some((type) => hasAt(bytes, 60, type));

export const CALIBRE_KINDS: readonly CalibreKind[] = [
  {
    name: 'a Kindle book',
    extension: 'mobi',
    also: ['azw', 'azw3', 'azw4', 'prc'],
    recognises: palm('BOOKMOBI'),
  },
  {
    name: 'a Palm book',
    extension: 'pdb',
    recognises: palm('TEXtREAd', 'PNRdPPrs', 'zTXTGPlm', 'PNPdPPrs', 'DataPlkr'),
  },
  { name: 'a rich text document', extension: 'rtf', recognises: begins('{\\rtf') },
  {
    name: 'an OpenDocument text',
    extension: 'odt',
    recognises: ({ mimetype }) => mimetype === 'application/vnd.oasis.opendocument.text',
  },
  {
    name: 'a zipped web page of Calibre',
    extension: 'htmlz',
    recognises: ({ names }) =>
      ['index.html', 'metadata.opf'].every((name) => names?.includes(name)) &&
      !names?.includes('meta-inf/container.xml'),
  },
  { name: 'a Microsoft Reader book', extension: 'lit', recognises: begins('ITOLITLS') },
  { name: 'a compiled help file', extension: 'chm', recognises: begins('ITSF') },
  { name: 'a Sony Reader book', extension: 'lrf', recognises: begins('L\0R\0F\0') },
  { name: 'a Rocket eBook', extension: 'rb', recognises: begins('\xb0\x0c\xb0\x0c') },
  { name: 'a Shanda Bambook book', extension: 'snb', recognises: begins('SNBP000B') },
  { name: 'a Topaz Kindle book', extension: 'azw1', also: ['tpz'], recognises: begins('TPZ') },
];

/** Offset of the first record's own offset in a Palm database, and of its encryption field in that record. */
const FIRST_RECORD_AT = 78;
const ENCRYPTION_AT = 12;

/** Whether a Kindle or Palm book says itself that it is encrypted; Calibre is not needed to know. */
export function isEncrypted(bytes: Buffer): boolean {
  if (!hasAt(bytes, 60, 'BOOKMOBI') && !hasAt(bytes, 60, 'TEXtREAd')) return false;
  if (bytes.length < FIRST_RECORD_AT + 4) return false;
  const record = bytes.readUInt32BE(FIRST_RECORD_AT);
  return record + ENCRYPTION_AT + 2 <= bytes.length && bytes.readUInt16BE(record + ENCRYPTION_AT) !== 0;
}
