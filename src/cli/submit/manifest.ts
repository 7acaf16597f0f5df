import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, extname, isAbsolute, join, resolve } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import { BATCH_ROWS_MAX } from '../../client/index.js';
import { CODES, EXIT, PRIORITIES, type Priority, toError, UserError } from '../../core/index.js';

/** What one row of a manifest wants. */
export interface ManifestRow {
  /** As it stands in the manifest when that is absolute, else beside it. */
  readonly file: string;
  readonly voice?: string;
  readonly chapters?: string;
  readonly priority?: Priority;
}

export interface Manifest {
  /** Of the file, without its ending: a name for a batch. */
  readonly name: string;
  readonly rows: readonly ManifestRow[];
}

/** For as many rows as a batch has, with long paths. */
const MOST_BYTES = 8 * 1024 * 1024;
/** Mistakes that are told at once. */
const TOLD_MAX = 5;
const COLUMNS = ['file', 'voice', 'chapters', 'priority'];

/**
 * A CSV file with a heading line: `file`, and where they are wanted `voice`, `chapters`, `priority`.
 * @throws UserError (exit 2, or 6 for a file that cannot be read) with the numbers of the lines that are wrong; nothing is begun
 */
export async function readManifest(path: string, cwd: string): Promise<Manifest> {
  const records = recordsIn(await textOf(path, cwd), path);
  const rows = records.map(({ line, fields }) => rowOf(line, fields, dirname(path)));
  const wrong = rows.filter((row) => typeof row === 'string');
  if (wrong.length > 0) throw mistakes(path, wrong);
  const right = rows.filter((row) => typeof row !== 'string');
  if (right.length === 0) throw mistakes(path, ['It names no book.']);
  if (right.length > BATCH_ROWS_MAX)
    throw mistakes(path, [`It has ${right.length} books; up to ${BATCH_ROWS_MAX} go.`]);
  return { name: basename(path, extname(path)), rows: right };
}

async function textOf(path: string, cwd: string): Promise<string> {
  const place = resolve(cwd, path);
  try {
    const { size } = await stat(place);
    if (size > MOST_BYTES) throw new Error(`It is larger than ${MOST_BYTES} bytes.`);
    return await readFile(place, 'utf8');
  } catch (error) {
    const what = `The manifest ${path} cannot be read.`;
    const failure = { code: CODES.fileUnreadable, what, why: toError(error).message, fix: 'check the path' };
    throw new UserError(failure, EXIT.badInput, { cause: error });
  }
}

interface ManifestRecord {
  readonly line: number;
  readonly fields: Readonly<Record<string, string>>;
}

function recordsIn(text: string, path: string): readonly ManifestRecord[] {
  try {
    const found = parse(text, {
      bom: true,
      trim: true,
      skip_empty_lines: true,
      info: true,
      columns: (heading: string[]) => columnsOf(heading, path),
    }) as unknown as readonly { readonly info: { readonly lines: number }; readonly record: Record<string, string> }[];
    return found.map(({ info, record }) => ({ line: info.lines, fields: record }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw mistakes(path, [`${'lines' in error ? `line ${String(error['lines'])}: ` : ''}${error.message}`], error);
  }
}

function columnsOf(heading: readonly string[], path: string): string[] {
  const names = heading.map((name) => name.trim().toLowerCase());
  const unknown = names.filter((name) => !COLUMNS.includes(name));
  if (unknown.length > 0)
    throw mistakes(
      path,
      unknown.map((name) => `line 1: there is no column "${name}"`),
    );
  if (!names.includes('file')) throw mistakes(path, ['line 1: the column "file" is missing']);
  return names;
}

/** Or what is wrong with it, in words. */
function rowOf(line: number, fields: Readonly<Record<string, string>>, folder: string): ManifestRow | string {
  const { file = '', voice = '', chapters = '', priority = '' } = fields;
  if (file === '') return `line ${line}: no file is named`;
  const known = PRIORITIES.find((one) => one === priority);
  if (priority !== '' && known === undefined)
    return `line ${line}: priority "${priority}" is none of ${PRIORITIES.join(', ')}`;
  return {
    file: isAbsolute(file) ? file : join(folder, file),
    ...(voice === '' ? {} : { voice }),
    ...(chapters === '' ? {} : { chapters }),
    ...(known === undefined ? {} : { priority: known }),
  };
}

function mistakes(path: string, all: readonly string[], cause?: unknown): UserError {
  const more = all.length > TOLD_MAX ? `; and ${all.length - TOLD_MAX} more` : '';
  return new UserError(
    {
      code: CODES.usage,
      what: `The manifest ${path} cannot be used.`,
      why: `${all.slice(0, TOLD_MAX).join('; ')}${more}`,
      fix: `a CSV file with the columns ${COLUMNS.join(', ')}; only "file" is needed. Nothing was begun.`,
    },
    EXIT.usage,
    { cause },
  );
}
