import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { explainedCodes } from '../../src/cli/explain/index.js';
import { runCli } from '../../src/cli/index.js';
import { docsOf, explanationText } from '../../src/cli/render/explained.js';
import { textWidth } from '../../src/cli/render/width.js';
import { document } from '../docs/markdown.js';
import { fakeProcess } from './fake-terminal.js';

async function explain(...argv: readonly string[]) {
  const { surroundings, out, words } = fakeProcess(['explain', ...argv], tmpdir());
  const code = await runCli(surroundings);
  return { code, out: out.written(), words: words.written() };
}

describe('e2a explain', () => {
  it('lists all codes, one a line', async () => {
    const { code, out } = await explain();
    expect(code).toBe(0);
    expect(
      out
        .trimEnd()
        .split('\n')
        .slice(1)
        .map((line) => line.slice(0, 8)),
    ).toEqual(explainedCodes().map((one) => one.code));
  });

  it.each(['E2A-1003', 'e2a-1003', '1003', 'E2A1003'])('%s: what it means, causes, what to do', async (asked) => {
    const { code, out, words } = await explain(asked);
    expect([code, words]).toEqual([0, '']);
    expect(out).toMatch(
      /^E2A-1003 {2}The book is protected.+\n\n.+\n\nUsual causes:\n {2}- .+\n\nWhat to do:\n {2}- /s,
    );
  });

  it('a code that is none is answered with the nearest, exit 5', async () => {
    const { code, out, words } = await explain('E2A-1033');
    expect([code, out]).toEqual([5, '']);
    expect(words).toMatch(/There is no error code E2A-1033\.\n.*The nearest is E2A-1003\.\n.*e2a explain E2A-1003/);
    expect((await explain('nonsense')).words).toMatch(/fix {3}e2a explain\n/);
  });

  it('for programs: the same as data, with its place in the docs', async () => {
    expect(JSON.parse((await explain('4003', '--json')).out)).toMatchObject({
      v: 1,
      code: 'E2A-4003',
      causes: expect.arrayContaining([expect.any(String)]),
      docs: 'docs/errors.md#e2a-4003',
    });
    expect(JSON.parse((await explain('--json')).out).codes).toHaveLength(explainedCodes().length);
  });

  it('breaks lines at the screen and never wider than is read well', () => {
    const longest = (columns: number): number =>
      Math.max(
        ...explainedCodes().flatMap((code) =>
          explanationText(code, { paintHeading: (text) => text, columns })
            .split('\n')
            .slice(1)
            .map(textWidth),
        ),
      );
    expect(longest(60)).toBeLessThanOrEqual(60);
    expect(longest(Number.POSITIVE_INFINITY)).toBeLessThanOrEqual(100);
  });

  it('every code has its anchor in docs/errors.md', () => {
    const headings = new Set(document('docs/errors.md').match(/^### .+$/gm));
    for (const { code } of explainedCodes()) {
      expect(headings).toContain(`### ${code}`);
      expect(docsOf(code)).toBe(`docs/errors.md#${code.toLowerCase()}`);
    }
  });
});
