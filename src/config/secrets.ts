import { readFileSync } from 'node:fs';
import { CODES, EXIT, toError, UserError } from '../core/index.js';
import type { Environment } from './environment.js';

/** As containers hand out secrets: the variable with this ending names a file that holds the value. */
const ENDING = '_FILE';
/** Passwords and keys are lines; what is longer is another file. */
const MOST_BYTES = 8_192;

/** A secret and the variable that gave it. */
export interface FoundSecret {
  readonly value: string;
  readonly variable: string;
}

/**
 * The secret in `VARIABLE`, or in the file that `VARIABLE_FILE` names, without the line's end; null when neither is set.
 * Throws a UserError (exit 2) when both are set, or the file cannot be read, is empty or is no line of text.
 */
export function findSecret(variable: string, env: Environment): FoundSecret | null {
  const fileVariable = `${variable}${ENDING}`;
  const given = { value: env[variable] ?? '', path: env[fileVariable] ?? '' };
  if (given.value !== '' && given.path !== '') throw twice(variable, fileVariable);
  if (given.path !== '') return { value: secretIn(given.path, fileVariable), variable: fileVariable };
  return given.value === '' ? null : { value: given.value, variable };
}

function secretIn(path: string, variable: string): string {
  const content = contentOf(path, variable);
  const value = content.replace(/\r?\n$/, '');
  if (value.trim() === '') throw unusable(path, variable, 'It is empty.');
  if (content.length > MOST_BYTES || /[\r\n]/.test(value))
    throw unusable(path, variable, 'It has to hold the secret on one line, and nothing else.');
  return value;
}

function contentOf(path: string, variable: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw unusable(path, variable, toError(error).message, error);
  }
}

const unusable = (path: string, variable: string, why: string, cause?: unknown): UserError =>
  new UserError(
    {
      code: CODES.configInvalid,
      what: `The file that ${variable} names cannot be used: ${path}`,
      why,
      fix: `let ${variable} name a file with the secret on one line, readable by you`,
    },
    EXIT.usage,
    { cause },
  );

const twice = (variable: string, fileVariable: string): UserError =>
  new UserError(
    {
      code: CODES.configInvalid,
      what: `${variable} and ${fileVariable} are both set.`,
      why: 'They say the same thing, and nobody knows which one is meant.',
      fix: `unset ${variable}, or unset ${fileVariable}`,
    },
    EXIT.usage,
  );
