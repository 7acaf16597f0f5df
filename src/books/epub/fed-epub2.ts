import { EPub as Epub2 } from 'epub2';
import { toError } from '../../core/index.js';
import type { Archive } from '../archive/index.js';
import { CANONICAL, CONTAINER_XML, canonicalNcx, canonicalPackage, documentId, documentName } from './canonical.js';
import type { ContentsLine } from './contents.js';
import type { Package, SpineItem } from './package-file.js';

type ReadCallback = (error: Error | null, data?: Buffer) => void;

/** The part of epub2 that is used; its own types leave too much open. */
interface EpubReader {
  zip: { readonly names: readonly string[]; readFile(name: string, callback: ReadCallback): void };
  readonly metadata: { readonly [name: string]: unknown };
  readonly flow: readonly { readonly id?: string }[];
  on(event: 'end', listener: () => void): this;
  on(event: 'error', listener: (error: unknown) => void): this;
  parse(): this;
  open(): void;
  checkMimeType(): void;
  getFile(id: string, callback: ReadCallback): void;
}

const EPub = Epub2 as unknown as new (file: string) => EpubReader;

/** Milliseconds for what is a few kilobytes of plain XML; epub2 has been seen never to answer. */
const DEADLINE_MS = 20_000;

export interface FedBook {
  /** As epub2 read them; absent where it found none. */
  readonly metadata: { readonly [name: string]: string | undefined };
  /** Indices into the spine, in reading order. */
  readonly flow: readonly number[];
  /** Bytes of the n-th spine document. */
  bytes(index: number): Promise<Buffer>;
}

/**
 * Opens a book with epub2, which is fed a checked archive and canonical files instead of the book's own, so that its gaps
 * and crashes are never met. All its code runs inside our callbacks, so that whatever it throws is caught here.
 */
export async function openFed(
  archive: Archive,
  book: Package,
  spine: readonly SpineItem[],
  lines: readonly ContentsLine[],
  limit: number,
): Promise<FedBook> {
  const source = new FedArchive(archive, book, spine, lines, limit);
  const reader = new FedReader(archive.file, source);
  await reader.opened();
  const metadata = Object.entries(reader.metadata).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return {
    metadata: Object.fromEntries(metadata),
    flow: reader.flow.map(({ id }) => Number((id ?? '').slice(1))).filter((index) => spine[index] !== undefined),
    bytes: (index) =>
      new Promise((resolve, reject) => {
        source.onThrow = reject;
        reader.getFile(documentId(index), (error, data) => {
          // epub2 puts a sentence of its own in place of every error.
          if (error) reject(source.failures.get(documentName(index)) ?? error);
          else resolve(data ?? Buffer.alloc(0));
        });
      }),
  };
}

/** What epub2 takes for a zip file. */
class FedArchive {
  readonly names: readonly string[];
  /** Why a file could not be read, by its name here. */
  readonly failures = new Map<string, Error>();
  onThrow: (error: Error) => void = () => undefined;
  readonly #made: ReadonlyMap<string, string>;
  readonly #documents: ReadonlyMap<string, string>;

  constructor(
    private readonly archive: Archive,
    book: Package,
    spine: readonly SpineItem[],
    lines: readonly ContentsLine[],
    private readonly limit: number,
  ) {
    const position = new Map(spine.map(({ item }, i) => [item.name, i]));
    this.#documents = new Map(spine.map(({ item }, i) => [documentName(i), item.name ?? item.href]));
    this.#made = new Map([
      ['mimetype', 'application/epub+zip'],
      [CANONICAL.container, CONTAINER_XML],
      [CANONICAL.package, canonicalPackage(book.metadata, spine)],
      [CANONICAL.ncx, canonicalNcx(lines, (name) => position.get(name) ?? -1)],
    ]);
    this.names = [...this.#made.keys(), ...this.#documents.keys()];
  }

  readFile(name: string, callback: ReadCallback): void {
    this.#bytes(name).then(
      (bytes) => this.#answer(() => callback(null, bytes)),
      (error: unknown) => {
        const failure = toError(error);
        this.failures.set(name, failure);
        this.#answer(() => callback(failure));
      },
    );
  }

  #answer(callback: () => void): void {
    try {
      callback();
    } catch (error) {
      this.onThrow(toError(error));
    }
  }

  async #bytes(name: string): Promise<Buffer> {
    const made = this.#made.get(name);
    return made === undefined ? this.archive.read(this.#documents.get(name) ?? name, this.limit) : Buffer.from(made);
  }
}

class FedReader extends EPub {
  constructor(
    file: string,
    private readonly source: FedArchive,
  ) {
    super(file);
  }

  override open(): void {
    this.zip = this.source;
    this.checkMimeType();
  }

  opened(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('epub2 did not answer')), DEADLINE_MS);
      const settle = (then: () => void): void => {
        clearTimeout(timer);
        then();
      };
      this.source.onThrow = (error) => settle(() => reject(error));
      this.on('end', () => settle(resolve));
      this.on('error', (error) => settle(() => reject(toError(error))));
      this.parse();
    });
  }
}
