import { describe, expect, it } from 'vitest';
import { load } from './load.js';

const { nodeProblem, compareVersions } = await load<{
  nodeProblem(found: string, wanted: string): string | null;
  compareVersions(a: string, b: string): number;
}>('bin/node-version.mjs');

describe('nodeProblem', () => {
  it.each(['20.19.0', '20.20.2', '22.0.0', '100.1.0'])('accepts %s', (version) => {
    expect(nodeProblem(version, '>=20.19')).toBeNull();
  });
  it.each(['20.18.3', '18.20.0', '9.99.9'])('refuses %s and says what to do', (version) => {
    expect(nodeProblem(version, '>=20.19')).toMatch(
      new RegExp(`^Node.js 20\\.19 or newer is needed, this is ${version}\\. What to do: `),
    );
  });
});

describe('compareVersions', () => {
  it('compares numbers, not letters', () => {
    expect(compareVersions('2.9.10', '2.10.27')).toBeLessThan(0);
    expect(compareVersions('2.10.27', '2.10.27')).toBe(0);
    expect(compareVersions('v2.15.0', '2.10.27')).toBeGreaterThan(0);
    expect(compareVersions('2.15', '2.15.0')).toBe(0);
    expect(compareVersions('2.15.0-RC.1', '2.15.0')).toBe(0);
  });
});
