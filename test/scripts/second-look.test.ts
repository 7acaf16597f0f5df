import { expect, it } from 'vitest';
import { load } from './load.js';

interface Report {
  readonly testResults: readonly { readonly name: string; readonly status: string }[];
}
const { filesForSecondLook } = await load<{ filesForSecondLook(report: Report): readonly string[] }>(
  'scripts/test.mjs',
);

const report = (failed: readonly string[]): Report => ({
  testResults: [
    { name: '/clone/test/core/good.test.ts', status: 'passed' },
    ...failed.map((name) => ({ name, status: 'failed' })),
  ],
});

it('a test that lost a race is looked at once more', () => {
  const raced = ['/clone/test/e2e/node.test.ts', '/clone/test/host/fleet.test.ts'];
  expect(filesForSecondLook(report(raced))).toEqual(raced);
});

it.each([
  ['what a storm found', ['/clone/test/e2e/node.test.ts', '/clone/test/chaos/cluster-chaos.test.ts']],
  ['many failures', ['a', 'b', 'c', 'd'].map((name) => `/clone/test/e2e/${name}.test.ts`)],
  ['nothing', []],
])('never %s', (_what, failed) => {
  expect(filesForSecondLook(report(failed))).toEqual([]);
});
