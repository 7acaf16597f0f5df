import type { Json } from '../core/index.js';

/** A list of numbers or words that is shorter stays on its line. */
const SHORT_LIST = 90;

/**
 * JSON for people: what holds only plain values stands on one line, so that a chapter, a passage is a line of its own.
 */
export function writeJson(value: Json, indent = ''): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map((item) => writeJson(item, inner));
    const line = `[${items.join(', ')}]`;
    if (value.every(isPlain) && line.length <= SHORT_LIST) return line;
    return `[\n${items.map((item) => inner + item).join(',\n')}\n${indent}]`;
  }
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  const members = entries.map(([key, member]) => `${JSON.stringify(key)}: ${writeJson(member ?? null, inner)}`);
  if (entries.every(([, member]) => isPlain(member ?? null)) && indent !== '') return `{ ${members.join(', ')} }`;
  return `{\n${members.map((member) => inner + member).join(',\n')}\n${indent}}`;
}

const isObject = (value: Json): value is { readonly [key: string]: Json | undefined } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isPlain = (value: Json): boolean => typeof value !== 'object' || value === null;
