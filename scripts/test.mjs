import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findNatsCli } from './setup/nats-cli.mjs';
import { ROOT } from './setup/places.mjs';
import { run } from './setup/programs.mjs';
import { EXIT, SetupStop } from './setup/say.mjs';
import { isStarted } from './setup/started.mjs';
import { installTestPrograms } from './setup/test-programs.mjs';
import { installTestServers } from './setup/test-servers.mjs';
import { runScript, setUp } from './setup.mjs';

/** In this order: the quick ones first; each is a script of package.json. */
const CHECKS = [
  { script: 'check:format', what: 'format' },
  { script: 'check:lint', what: 'lint' },
  { script: 'check:types', what: 'types' },
  { script: 'check:floors', what: 'floors: who may import whom' },
  { script: 'check:unused', what: 'dead code and unused packages' },
];

/** The whole proof: stops at the first thing that fails, with its name. */
async function testEverything() {
  await setUp();
  const natsCli = await findNatsCli();
  await installTestServers();
  await installTestPrograms();
  for (const { script, what } of CHECKS) await step(what, () => npmRun(script));
  const folder = mkdtempSync(join(tmpdir(), 'e2a-test-'));
  const report = join(folder, 'report.json');
  try {
    /** @type {Record<string, string>} */
    const env = natsCli === null ? {} : { E2A_NATS_CLI: natsCli };
    const args = ['--', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    await step(
      'tests: unit, conformance, end to end',
      async () => (await npmRun('test:unit', args, env)) || (await secondLook(report, env)),
      () => tell(closing(report)),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} what @param {() => Promise<boolean>} body
 * @param {() => void} [after] whatever the outcome
 */
async function step(what, body, after = () => undefined) {
  tell(`── ${what}`);
  const started = performance.now();
  const good = await body();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (good) tell(`   ${what}: good (${seconds} s)`);
  after();
  if (!good) throw new SetupStop(`FAILED: ${what} (${seconds} s)`, EXIT.failed);
}

/** @param {string} script @param {string[]} [args] @param {Record<string, string>} [env] */
function npmRun(script, args = [], env = {}) {
  return run('npm', ['run', '--silent', script, ...args], { cwd: ROOT, env, stdout: process.stdout });
}

/** Tests of real processes in real time may lose a race on a busy machine; the storms may not: what one of them meets is a finding. */
const NO_SECOND_LOOK = /[\\/]test[\\/]chaos[\\/]/;
/** More failures than a busy machine explains. */
const MOST_SECOND_LOOKS = 3;

/**
 * The test files that failed, to be run once more by themselves; none where that would hide something.
 * @param {{ testResults: { name: string, status: string }[] }} report @returns {string[]}
 */
export function filesForSecondLook(report) {
  const failed = report.testResults.filter((file) => file.status === 'failed').map((file) => file.name);
  const excused = failed.length <= MOST_SECOND_LOOKS && !failed.some((file) => NO_SECOND_LOOK.test(file));
  return excused ? failed : [];
}

/**
 * What failed beside everything else is looked at once more, alone, and is named loudly when it passes then.
 * @param {string} report @param {Record<string, string>} env
 */
async function secondLook(report, env) {
  const files = readReport(report, filesForSecondLook) ?? [];
  if (files.length === 0) return false;
  tell(`── a second look, alone, at what failed: ${files.join(', ')}`);
  if (!(await run('npx', ['vitest', 'run', ...files], { cwd: ROOT, env, stdout: process.stdout }))) return false;
  for (const file of files)
    tell(`   UNSTEADY: ${file} failed beside the other tests and passed alone; coverage was not judged`);
  return true;
}

/** @template T @param {string} report @param {(report: any) => T} look @returns {T | null} */
function readReport(report, look) {
  try {
    return look(JSON.parse(readFileSync(report, 'utf8')));
  } catch {
    return null;
  }
}

/** The last word: every skipped test by name, then the counts. @param {string} report */
function closing(report) {
  return readReport(report, summaryOf) ?? 'no report was written: the test run did not get to its end';
}

/**
 * @typedef {{ status: string, fullName: string }} TestOutcome
 * @param {{ numPassedTests: number, numFailedTests: number, testResults: { assertionResults: TestOutcome[] }[] }} report
 */
export function summaryOf(report) {
  const skipped = report.testResults
    .flatMap((file) => file.assertionResults)
    .filter((test) => test.status !== 'passed' && test.status !== 'failed')
    .map((test) => `   SKIPPED: ${test.fullName}`);
  const counts = `${report.numPassedTests} passed, ${report.numFailedTests} failed`;
  return [...skipped, skipped.length === 0 ? counts : `${counts}, ${skipped.length} skipped`].join('\n');
}

/** @param {string} text */
function tell(text) {
  process.stdout.write(`${text}\n`);
}

if (isStarted(import.meta.url)) await runScript(testEverything, 'npm test');
