import { crc32 } from 'node:zlib';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { toError } from '../../core/index.js';
import { damaged, EntryUnreadable, notAnEpub, overLimit, protectedBook } from '../failures.js';
import { LIMITS } from '../limits.js';
import { hasEndRecord, startsLikeZip, trimArchive } from './end-record.js';
import { decodeName, decodePercent, foldName, normaliseName } from './names.js';

/** Bit 0 of an entry's flags: encrypted by the zip itself. */
const ENCRYPTED = 1;
/** Unix file type in the upper half of an entry's attributes, and the one of a link. */
const FILE_TYPE = 0o170000;
const LINK = 0o120000;

/** A checked archive in memory; nothing is ever written to disk. */
export class Archive {
  readonly #entries = new Map<string, Entry>();
  readonly #folded = new Map<string, string>();
  readonly #twice = new Set<string>();
  readonly #doubts = new Set<string>();
  #inflated = 0;

  private constructor(
    readonly file: string,
    private readonly zip: ZipFile,
  ) {}

  /** @throws UserError when it is no archive, damaged, or larger than the limits. */
  static async open(bytes: Uint8Array, file: string): Promise<Archive> {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const trimmed = trimArchive(buffer);
    if (trimmed === null) {
      if (startsLikeZip(buffer)) throw damaged(file, 'The archive ends before its list of files.');
      if (hasEndRecord(buffer)) throw damaged(file, 'The beginning of the archive is missing.');
      throw notAnEpub(file, `It is ${whatElse(buffer)}, and an EPUB is a zip archive.`);
    }
    try {
      const archive = new Archive(file, await openZip(trimmed.bytes));
      if (trimmed.said !== trimmed.listed) {
        archive.#doubts.add(`The archive says that it holds ${trimmed.said} files and lists ${trimmed.listed}.`);
      }
      await archive.#list();
      return archive;
    } catch (error) {
      if (error instanceof Error && error.name === 'UserError') throw error;
      throw damaged(file, `The list of files in the archive cannot be read (${toError(error).message}).`);
    }
  }

  get names(): readonly string[] {
    return [...this.#entries.keys()];
  }

  /** What was wrong with files that were read all the same, a sentence each. */
  get doubts(): readonly string[] {
    return [...this.#doubts];
  }

  /** The name as it stands in the archive: exact, else the same but for case, accents' encoding and percent codes. */
  find(name: string): string | null {
    if (this.#entries.has(name)) return name;
    return this.#folded.get(foldName(name)) ?? null;
  }

  /**
   * The bytes of a file; a checksum or a size that does not fit them is a doubt, no failure.
   * @throws EntryUnreadable when it is missing, a link, or its data cannot be inflated.
   * @throws UserError when it inflates to more than `limit` bytes, or the book to more than a book's.
   */
  async read(name: string, limit: number = LIMITS.entryBytes): Promise<Buffer> {
    const found = this.find(name);
    const entry = found === null ? undefined : this.#entries.get(found);
    if (!entry) throw new EntryUnreadable(`${name} is not in the archive`);
    if ((entry.generalPurposeBitFlag & ENCRYPTED) !== 0) throw protectedBook(this.file, `${name} is encrypted.`);
    if (((entry.externalFileAttributes >>> 16) & FILE_TYPE) === LINK) {
      throw new EntryUnreadable(`${name} is a link to another file`);
    }
    const bytes = await this.#inflate(entry, name, limit);
    this.#doubt(entry, found ?? name, bytes);
    return bytes;
  }

  #doubt(entry: Entry, name: string, bytes: Buffer): void {
    if (crc32(bytes) !== entry.crc32) {
      this.#doubts.add(`${name} is damaged (its checksum is wrong); it was read as it is.`);
    } else if (bytes.length !== entry.uncompressedSize) {
      this.#doubts.add(`${name} has another size than the archive says; it was read as it is.`);
    }
    if (this.#twice.has(name)) this.#doubts.add(`The archive holds ${name} twice; the first was read.`);
  }

  async #inflate(entry: Entry, name: string, limit: number): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let size = 0;
    const stream = await openStream(this.zip, entry, name);
    try {
      for await (const chunk of stream) {
        const bytes = chunk as Buffer;
        size += bytes.length;
        this.#inflated += bytes.length;
        if (size > limit) throw overLimit(this.file, `${name} is larger than ${inMebibytes(limit)}.`);
        if (this.#inflated > LIMITS.bookBytes) {
          throw overLimit(this.file, `Its files are larger than ${inMebibytes(LIMITS.bookBytes)} together.`);
        }
        chunks.push(bytes);
      }
    } catch (error) {
      if (error instanceof Error && error.name === 'UserError') throw error;
      throw new EntryUnreadable(`${name} is damaged (${toError(error).message})`, { cause: error });
    }
    return Buffer.concat(chunks);
  }

  async #list(): Promise<void> {
    if (this.zip.entryCount > LIMITS.entries) {
      throw overLimit(this.file, `The archive holds ${this.zip.entryCount} files; ${LIMITS.entries} are the limit.`);
    }
    await new Promise<void>((resolve, reject) => {
      this.zip.on('entry', (entry: Entry) => {
        this.#add(entry);
        this.zip.readEntry();
      });
      this.zip.on('end', resolve);
      this.zip.on('error', reject);
      this.zip.readEntry();
    });
  }

  /** The first of two files of one name is kept; names that lead out of the archive are not files of the book. */
  #add(entry: Entry): void {
    const name = normaliseName(decodeName(entry.fileNameRaw));
    if (name === null) return;
    if (this.#entries.has(name)) {
      this.#twice.add(name);
      return;
    }
    this.#entries.set(name, entry);
    for (const folded of [foldName(name), foldName(decodePercent(name))]) {
      if (!this.#folded.has(folded)) this.#folded.set(folded, name);
    }
  }
}

const inMebibytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MiB`;

/** What a file is that is no archive, in words. */
function whatElse(bytes: Buffer): string {
  const head = bytes.subarray(0, 64).toString('latin1');
  if (bytes.length === 0) return 'empty';
  if (head.startsWith('%PDF')) return 'a PDF';
  if (/^\s*(<!doctype html|<html)/i.test(head)) return 'a web page';
  if (head.slice(60).startsWith('BOOK') || bytes.subarray(60, 68).toString('latin1') === 'BOOKMOBI')
    return 'a Kindle book';
  return 'something else';
}

function openZip(bytes: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    const options = { lazyEntries: true, decodeStrings: false, validateEntrySizes: false, autoClose: false };
    yauzl.fromBuffer(bytes, options, (error, zip) => (error ? reject(error) : resolve(zip)));
  });
}

function openStream(zip: ZipFile, entry: Entry, name: string): Promise<NodeJS.ReadableStream> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) reject(new EntryUnreadable(`${name} is damaged (${error.message})`, { cause: error }));
      else resolve(stream);
    });
  });
}
