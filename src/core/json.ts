import { toError } from './errors.js';
import { err, ok, type Result } from './result.js';

/** What travels in messages and rests in checkpoints. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

export type JsonObject = { readonly [key: string]: Json | undefined };

/** Parses text that came from outside; the error is the parser's own sentence. */
export function parseJson(text: string): Result<Json> {
  try {
    return ok(JSON.parse(text) as Json);
  } catch (error) {
    return err(toError(error).message);
  }
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
