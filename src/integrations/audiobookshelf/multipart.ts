import { randomUUID } from 'node:crypto';

/** A file of a form, sent in pieces. */
export interface FormFile {
  readonly name: string;
  read(): AsyncIterable<Uint8Array>;
}

export interface Form {
  readonly contentType: string;
  readonly stream: ReadableStream<Uint8Array>;
}

/** A form as browsers send it, fields first; a book of gigabytes never lies in memory. */
export function formOf(fields: Readonly<Record<string, string>>, files: readonly FormFile[]): Form {
  const boundary = `e2a-${randomUUID()}`;
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    stream: ReadableStream.from(parts(boundary, fields, files)) as ReadableStream<Uint8Array>,
  };
}

async function* parts(
  boundary: string,
  fields: Readonly<Record<string, string>>,
  files: readonly FormFile[],
): AsyncIterable<Uint8Array> {
  const text = new TextEncoder();
  const head = (disposition: string) => `--${boundary}\r\nContent-Disposition: form-data; ${disposition}`;
  for (const [name, value] of Object.entries(fields))
    yield text.encode(`${head(`name="${name}"`)}\r\n\r\n${value.replace(/[\r\n]+/g, ' ')}\r\n`);
  for (const [place, file] of files.entries()) {
    const named = `name="${place}"; filename="${escaped(file.name)}"`;
    yield text.encode(`${head(named)}\r\nContent-Type: application/octet-stream\r\n\r\n`);
    yield* file.read();
    yield text.encode('\r\n');
  }
  yield text.encode(`--${boundary}--\r\n`);
}

/** As browsers do it. */
const escaped = (name: string): string => name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
