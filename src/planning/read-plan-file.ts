import { CODES, EXIT, isJsonObject, type Json, nearest, UserError } from '../core/index.js';
import type { z } from 'zod';
import { readJsonWithLines } from './json-lines.js';
import { type PlanFile, planFileSchema } from './plan-file.js';

/** Mistakes told at once; the others come when these are mended. */
const MOST_TOLD = 3;
const VERSION = 1;

const KEYS = [
  ...Object.keys(planFileSchema.shape),
  ...Object.keys(planFileSchema.shape.book.shape),
  ...Object.keys(planFileSchema.shape.reading.shape),
  ...Object.keys(planFileSchema.shape.chapters.element.shape),
  ...['text', 'language', 'endsStanza'],
];

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'a text in double quotes',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list in [ ]',
  object: 'an object in { }',
};

/** @param name of the file, for people. Throws a UserError (exit 6) that names lines and chapters. */
export function readPlanFile(text: string, name: string): PlanFile {
  const json = readJsonWithLines(text);
  if (!json.ok) throw unusable(name, [`Line ${json.line}: ${json.why}.`]);
  const { value, lineOf } = json;
  if (!isJsonObject(value) || !('chaptersInBook' in value) || !('v' in value))
    throw unusable(name, ['It is not a file that "e2a plan BOOK --save" has made.']);
  if (typeof value['v'] === 'number' && value['v'] > VERSION)
    throw unusable(name, ['A newer e2a has made it; this one reads version 1.']);
  const parsed = planFileSchema.safeParse(value);
  const told = parsed.success
    ? orderMistakes(parsed.data).map(({ index, why }) => ({ path: ['chapters', index], why }))
    : parsed.error.issues.map((issue) => ({ path: issue.path, why: mistakeOf(issue, value) }));
  if (parsed.success && told.length === 0) return parsed.data;
  const shownOnes = told
    .slice(0, MOST_TOLD)
    .map(({ path, why }) => `Line ${lineOf(path)}${chapterAt(path, value)}: ${why}.`);
  const more = told.length - shownOnes.length;
  throw unusable(name, more > 0 ? [...shownOnes, `And ${more} more.`] : shownOnes);
}

function mistakeOf(issue: z.core.$ZodIssue, file: Json): string {
  const field = String(issue.path.findLast((step) => typeof step === 'string') ?? 'the file');
  const there = valueAt(issue.path, file);
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    const meant = nearest(key, KEYS);
    return `"${key}" is not known here${meant === null ? '' : ` (did you mean "${meant}"?)`}`;
  }
  if (there === undefined) return `"${field}" is missing`;
  if (issue.code === 'invalid_value') {
    const allowed = issue.values.map(String);
    const meant = typeof there === 'string' ? nearest(there, allowed) : null;
    return `"${field}" has to be one of ${allowed.join(', ')}, not ${shown(there)}${meant === null ? '' : ` (did you mean ${meant}?)`}`;
  }
  if (issue.code === 'invalid_type')
    return `"${field}" has to be ${TYPE_WORDS[issue.expected] ?? issue.expected}, not ${shown(there)}`;
  return `"${field}" ${issue.message}, not ${shown(there)}`;
}

/** What the form of the file cannot say: each chapter once, in the book's order, as the book has it, and one of them read. */
function orderMistakes({ chapters, chaptersInBook }: PlanFile): readonly { index: number; why: string }[] {
  let last = 0;
  const mistakes = chapters.flatMap(({ n, kind }, index) => {
    const before = last;
    last = Math.max(last, n);
    const own = chaptersInBook[n - 1];
    if (own === undefined) return [{ index, why: `the book has the chapters 1 to ${chaptersInBook.length}, no ${n}` }];
    if (n <= before) return [{ index, why: `it comes after chapter ${before}; the order of a book cannot be changed` }];
    if (kind !== own.kind) return [{ index, why: `"kind" is ${own.kind} in the book and cannot be changed` }];
    return [];
  });
  if (mistakes.length > 0 || chapters.some(({ read }) => read)) return mistakes;
  return [{ index: 0, why: 'no chapter has "read": true' }];
}

function valueAt(path: readonly PropertyKey[], file: Json): Json | undefined {
  let value: Json | undefined = file;
  for (const step of path) {
    if (Array.isArray(value)) value = (value as readonly Json[])[Number(step)];
    else value = isJsonObject(value) ? value[String(step)] : undefined;
  }
  return value;
}

function chapterAt([list, index]: readonly PropertyKey[], file: Json): string {
  const n = list === 'chapters' && index !== undefined ? valueAt([list, index, 'n'], file) : undefined;
  return typeof n === 'number' ? ` (chapter ${n})` : '';
}

const MOST_SHOWN = 40;

function shown(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}

function unusable(name: string, mistakes: readonly string[]): UserError {
  return new UserError(
    {
      code: CODES.planFile,
      what: `${name} cannot be used as a plan file.`,
      why: mistakes.join(' '),
      fix: 'correct it, or make a new one: e2a plan BOOK --save plan.json',
    },
    EXIT.badInput,
  );
}
