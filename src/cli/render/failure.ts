import type { Failure } from '../../core/index.js';
import type { Screen } from '../screen.js';
import { docsOf } from './explained.js';

/** What happened, why we think so, what to do, and the code. */
export function failureText(failure: Failure, screen: Pick<Screen, 'paint'>): string {
  const lines = [`${screen.paint('red', 'e2a:')} ${failure.what}`];
  if (failure.why !== undefined) lines.push(`  ${screen.paint('dim', 'why ')}  ${indented(failure.why)}`);
  if (failure.fix !== undefined) lines.push(`  ${screen.paint('dim', 'fix ')}  ${indented(failure.fix)}`);
  lines.push(`  ${screen.paint('dim', 'code')}  ${failure.code}`);
  return `${lines.join('\n')}\n`;
}

/** Further lines stand below the first. */
const indented = (text: string): string => text.replaceAll('\n', '\n        ');

/** The same for programs: one line, and where the docs have more. */
export function failureLine(failure: Failure): string {
  const { code, what, why, fix } = failure;
  return `${JSON.stringify({ v: 1, type: 'error', code, what, why, fix, docs: docsOf(code) })}\n`;
}
