/** What of a file an answer holds; `to` excluded. */
export type ByteRange =
  | { readonly type: 'whole' }
  | { readonly type: 'part'; readonly from: number; readonly to: number }
  | { readonly type: 'unsatisfiable' };

const WHOLE: ByteRange = { type: 'whole' };

/**
 * The part a `Range` header asks for. What cannot be understood, and several parts at once, are answered with the whole,
 * as RFC 9110 has it.
 * @param size of the file, in bytes
 */
export function rangeOf(header: string | undefined, size: number): ByteRange {
  const found = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  const [, first = '', last = ''] = found ?? [];
  if (found === null || (first === '' && last === '')) return WHOLE;
  if (first === '') return part(Math.max(0, size - Number(last)), size, size);
  if (last !== '' && Number(last) < Number(first)) return WHOLE;
  return part(Number(first), last === '' ? size : Math.min(size, Number(last) + 1), size);
}

const part = (from: number, to: number, size: number): ByteRange =>
  from >= size || to <= from ? { type: 'unsatisfiable' } : { type: 'part', from, to };
