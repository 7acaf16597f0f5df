/** One line of a `--json` stream, or a whole `--json` document. */
export function ndjson(value: object): string {
  return `${JSON.stringify({ v: 1, ...value })}\n`;
}
