import { describe, expect, it } from 'vitest';
import { load } from './load.js';

interface Machine {
  os: string;
  debian: boolean;
  root: boolean;
  sudo: boolean;
  brew: boolean;
}
const { installPlan } = await load<{
  installPlan(packages: string[], machine: Machine): { steps: string[][]; byHand: string };
}>('scripts/setup/system-programs.mjs');
const { isInstalled } = await load<{ isInstalled(lock: string, record: string | null): boolean }>(
  'scripts/setup/npm-packages.mjs',
);
const { platformKey, versionIn, isNewEnough, RELEASE, WHEEL } = await load<{
  platformKey(os: string, arch: string): string;
  versionIn(answer: string | null): string | null;
  isNewEnough(version: string | null): boolean;
  RELEASE: { sha256: Record<string, string> };
  WHEEL: { sha256: Record<string, string> };
}>('scripts/setup/nats-versions.mjs');
const { wantedVoices, commandArguments } = await load<{
  wantedVoices(args: string[]): string[];
  commandArguments(args: string[]): string[];
}>('scripts/start.mjs');
const { summaryOf } = await load<{ summaryOf(report: unknown): string }>('scripts/test.mjs');

describe('installPlan', () => {
  const debian: Machine = { os: 'linux', debian: true, root: false, sudo: false, brew: false };
  const steps = (machine: Machine) => installPlan(['ffmpeg', 'espeak-ng'], machine).steps.map((step) => step.join(' '));

  it('uses apt-get as root', () => {
    expect(steps({ ...debian, root: true })).toEqual([
      'env DEBIAN_FRONTEND=noninteractive apt-get update',
      'env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends ffmpeg espeak-ng',
    ]);
  });
  it('uses sudo where it asks for no password', () => {
    expect(steps({ ...debian, sudo: true })[0]).toBe('sudo -n env DEBIAN_FRONTEND=noninteractive apt-get update');
  });
  it('runs nothing without rights, and gives the exact command', () => {
    const plan = installPlan(['espeak-ng'], debian);
    expect(plan.steps).toEqual([]);
    expect(plan.byHand).toBe('sudo apt-get update && sudo apt-get install -y --no-install-recommends espeak-ng');
  });
  it('uses brew on a Mac, and asks for it where it is missing', () => {
    const mac = { ...debian, os: 'darwin', debian: false };
    expect(steps({ ...mac, brew: true })).toEqual(['brew install ffmpeg espeak-ng']);
    expect(installPlan(['ffmpeg'], mac)).toEqual({
      steps: [],
      byHand: 'install Homebrew (https://brew.sh), then: brew install ffmpeg',
    });
  });
  it('leaves other systems to their users', () => {
    expect(installPlan(['ffmpeg'], { ...debian, debian: false, root: true }).steps).toEqual([]);
  });
});

describe('isInstalled', () => {
  const lock = JSON.stringify({
    packages: {
      '': { name: 'e2a' },
      'node_modules/a': { version: '1.0.0' },
      'node_modules/only-mac': { version: '1.0.0', optional: true },
    },
  });
  const record = (packages: object) => JSON.stringify({ packages });

  it('compares npm’s own record with the lock file', () => {
    expect(isInstalled(lock, record({ 'node_modules/a': { version: '1.0.0' } }))).toBe(true);
    expect(isInstalled(lock, record({ 'node_modules/a': { version: '1.0.1' } }))).toBe(false);
    expect(isInstalled(lock, record({}))).toBe(false);
    expect(isInstalled(lock, null)).toBe(false);
  });
});

describe('versions of nats-server', () => {
  it('are read from what it prints', () => {
    expect(versionIn('nats-server: v2.15.1')).toBe('2.15.1');
    expect(versionIn('something else')).toBeNull();
    expect(versionIn(null)).toBeNull();
  });
  it.each([
    ['2.9.10', false],
    ['2.10.26', false],
    ['2.10.27', true],
    ['2.15.1', true],
    [null, false],
  ])('%s is new enough: %s', (version, enough) => {
    expect(isNewEnough(version)).toBe(enough);
  });
  it('are pinned for every platform we promise', () => {
    const promised = [platformKey('linux', 'x64'), platformKey('linux', 'arm64'), platformKey('darwin', 'arm64')];
    for (const { sha256 } of [RELEASE, WHEEL]) {
      for (const platform of promised) expect(sha256[platform]).toMatch(/^[0-9a-f]{64}$/);
    }
  });
});

describe('npm start', () => {
  it('has the voice that is asked for', () => {
    expect(wantedVoices([])).toEqual(['hibari-heart']);
    expect(wantedVoices(['book.epub', '--engine', 'piper'])).toEqual(['en_US-joe-medium']);
    expect(wantedVoices(['book.epub', '--voice', 'de_DE-thorsten-medium'])).toEqual(['de_DE-thorsten-medium']);
    expect(wantedVoices(['book.epub', '--engine=tone'])).toEqual([]);
    expect(wantedVoices(['book.epub', '--engine=espeak'])).toEqual([]);
    expect(wantedVoices(['book.epub', '--engine=espeak', '--voice', 'espeak-de'])).toEqual([]);
    expect(wantedVoices(['book.epub', '--engine', 'openai', '--voice', 'alloy'])).toEqual([]);
    expect(wantedVoices(['book.epub', '--voice', 'espeak-de'])).toEqual([]);
  });
  it('converts a book that is named, and opens the page when none is', () => {
    expect(commandArguments([])).toEqual(['up']);
    expect(commandArguments(['--port', '8000'])).toEqual(['up', '--port', '8000']);
    expect(commandArguments(['my book', '--json'])).toEqual(['convert', 'my book', '--json']);
    expect(commandArguments(['--engine', 'tone', 'a.epub'])).toEqual(['convert', '--engine', 'tone', 'a.epub']);
  });
});

describe('the last line of npm test', () => {
  const report = (assertionResults: { status: string; fullName: string }[]) => ({
    numPassedTests: 3,
    numFailedTests: 1,
    testResults: [{ assertionResults }],
  });
  it('counts', () => {
    expect(summaryOf(report([{ status: 'passed', fullName: 'a' }]))).toBe('3 passed, 1 failed');
  });
  it('names what was skipped', () => {
    expect(summaryOf(report([{ status: 'skipped', fullName: 'needs Docker' }]))).toBe(
      '   SKIPPED: needs Docker\n3 passed, 1 failed, 1 skipped',
    );
  });
});
