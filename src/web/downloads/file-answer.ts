import { CODES } from '../../core/index.js';
import { WebRefusal } from '../errors/index.js';
import { attachment } from './attachment.js';
import { rangeOf } from './byte-range.js';
import { webStream } from './web-stream.js';

export interface ServedFile {
  readonly name: string;
  readonly bytes: number;
  readonly contentType: string;
  /** sha256, hex. */
  readonly digest: string;
  /** Bytes `from` to `to` (excluded). */
  read(from: number, to: number): AsyncIterable<Uint8Array> | Promise<AsyncIterable<Uint8Array>>;
}

export interface FileAnswerOptions {
  /** To be kept as a file; else it is played in place. */
  readonly isAttachment: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  /** `Cache-Control`; absent: kept, and asked for again each time. */
  readonly caching?: string;
}

/** Bytes under an address that never change are found again by their digest: players ask for the same file many times. */
const CACHING = 'private, max-age=0, must-revalidate';

/**
 * A file, or the part of it that was asked for: 200, 206, 304.
 * @throws WebRefusal (416) for a part that lies outside of it
 */
export function fileAnswer(
  request: Request,
  file: ServedFile,
  { isAttachment, headers, caching = CACHING }: FileAnswerOptions,
): Response {
  const etag = `"${file.digest}"`;
  const common = {
    ...headers,
    'Accept-Ranges': 'bytes',
    'Cache-Control': caching,
    'Content-Type': file.contentType,
    ...(isAttachment ? { 'Content-Disposition': attachment(file.name) } : {}),
    ETag: etag,
    // A book's own file is never taken for a page.
    'X-Content-Type-Options': 'nosniff',
  };
  if (namesTag(request.headers.get('If-None-Match'), etag)) return new Response(null, { status: 304, headers: common });
  const range = rangeOf(rangeHeader(request, etag), file.bytes);
  if (range.type === 'unsatisfiable') throw outside(file);
  const { from, to } = range.type === 'whole' ? { from: 0, to: file.bytes } : range;
  const length = { ...common, 'Content-Length': String(to - from) };
  const body = request.method === 'HEAD' || to === from ? null : webStream(() => file.read(from, to));
  if (range.type === 'whole') return new Response(body, { status: 200, headers: length });
  const part = { 'Content-Range': `bytes ${from}-${to - 1}/${file.bytes}` };
  return new Response(body, { status: 206, headers: { ...length, ...part } });
}

/** Of an older file a part is of no use: who names another one with If-Range gets the whole. */
function rangeHeader({ headers }: Request, etag: string): string | undefined {
  const ifRange = headers.get('If-Range');
  return ifRange === null || ifRange === etag ? (headers.get('Range') ?? undefined) : undefined;
}

const namesTag = (header: string | null, etag: string): boolean =>
  (header ?? '').split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);

const outside = ({ name, bytes }: ServedFile): WebRefusal =>
  new WebRefusal(
    416,
    { code: CODES.usage, what: `${name} has ${bytes} bytes; the part that was asked for lies outside.` },
    { headers: { 'Content-Range': `bytes */${bytes}` } },
  );
