import { type PassThrough, Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { toError } from '../../core/index.js';
import { attachment } from './attachment.js';
import type { ServedFile } from './file-answer.js';

export type ZippedFile = Pick<ServedFile, 'name' | 'bytes' | 'read'>;

export interface ZipOptions {
  /** With `.zip`. */
  readonly name: string;
  /** Of everything in it: the same files give the same bytes. */
  readonly modified: Date;
}

/**
 * Several files as one, made while it is sent: nothing is stored on the way, and sound is not packed again. Its length is
 * told before its first byte.
 */
export async function zipAnswer(
  request: Request,
  files: readonly ZippedFile[],
  { name, modified }: ZipOptions,
): Promise<Response> {
  const zip = new ZipFile();
  const output = zip.outputStream as PassThrough;
  zip.on('error', (error) => output.destroy(toError(error)));
  for (const file of files) addFile(zip, file, modified, output);
  const size = await endOf(zip);
  const headers = {
    'Content-Type': 'application/zip',
    'Content-Disposition': attachment(name),
    'Content-Length': String(size),
    'Cache-Control': 'private, no-store',
    'X-Content-Type-Options': 'nosniff',
  };
  if (request.method === 'HEAD') output.destroy();
  return new Response(request.method === 'HEAD' ? null : bodyOf(output), { status: 200, headers });
}

/** Opened when its turn has come; closed when nobody wants the rest. */
function addFile(zip: ZipFile, file: ZippedFile, mtime: Date, output: Readable): void {
  const { name, bytes } = file;
  zip.addReadStreamLazy(name, { compress: false, size: bytes, mtime }, (give) => {
    const source = Readable.from(opened(() => file.read(0, bytes)));
    const stop = (): void => void source.destroy();
    output.once('close', stop);
    source.once('close', () => output.off('close', stop)).once('error', (error) => output.destroy(error));
    give(null, source);
  });
}

async function* opened(
  read: () => AsyncIterable<Uint8Array> | Promise<AsyncIterable<Uint8Array>>,
): AsyncGenerator<Uint8Array> {
  yield* await read();
}

/** All sizes are known, so the zip's is. */
const endOf = (zip: ZipFile): Promise<number> =>
  new Promise((resolve) => zip.end({ forceZip64Format: false, comment: '' }, (size?: number) => resolve(size ?? -1)));

const bodyOf = (output: Readable): ReadableStream<Uint8Array> => Readable.toWeb(output) as ReadableStream<Uint8Array>;
