import type { Finding } from '../doctor/probe.js';
import type { Paint } from '../screen.js';
import { padTo, textWidth } from './width.js';

const MARK = {
  ok: ['green', '✔'],
  missing: ['red', '✖'],
  skipped: ['dim', '-'],
} as const satisfies Record<Finding['state'], readonly [Paint, string]>;

/** One line each, and how to mend it below what is missing. */
export function findingsText(findings: readonly Finding[], paint: (style: Paint, text: string) => string): string {
  const width = Math.max(...findings.map(({ name }) => textWidth(name)));
  return findings
    .map(({ name, state, found, fix }) => {
      const [style, mark] = MARK[state];
      const below = `\n  ${' '.repeat(width)}  `;
      const line = `${paint(style, mark)} ${padTo(name, width)}  ${found.replaceAll('\n', below)}`;
      return fix === undefined ? `${line}\n` : `${line}${below}fix: ${fix}\n`;
    })
    .join('');
}
