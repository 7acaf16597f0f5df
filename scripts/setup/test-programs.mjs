import { findOnPath, isExecutable, run } from './programs.mjs';
import { say } from './say.mjs';
import { installPlan, machineHere } from './system-programs.mjs';

/**
 * What tests use that the product can do without, the package that brings it, and the variable that names another one.
 * @typedef {{ program: string, package: string, tests: string, named: string | null }} TestProgram
 * @type {readonly TestProgram[]}
 */
const PROGRAMS = [
  { program: 'chromium', package: 'chromium', tests: 'the tests of the page', named: 'E2A_CHROMIUM' },
  { program: 'pdftotext', package: 'poppler-utils', tests: 'the tests of PDF', named: null },
];

/**
 * Makes sure that the programs of some tests are there: one that a variable names, one on PATH, else the system's package
 * where we may install it. One that cannot be had is said, and its tests are skipped.
 */
export async function installTestPrograms() {
  for (const each of PROGRAMS) await installTestProgram(each);
}

/** @param {TestProgram} wanted */
async function installTestProgram(wanted) {
  const named = wanted.named === null ? undefined : process.env[wanted.named];
  if (named) {
    if (!isExecutable(named)) missing(wanted, `${wanted.named}=${named} is no program`);
    return;
  }
  if (findOnPath(wanted.program) !== null) return;
  const plan = installPlan([wanted.package], machineHere());
  // With brew chromium is an application for people, not a program for tests.
  if (plan.steps.length === 0 || process.platform === 'darwin') return missing(wanted, plan.byHand);
  say(`installing ${wanted.package} (only ${wanted.tests} use it)`);
  for (const [program, ...args] of plan.steps) {
    say(`  ${[program, ...args].join(' ')}`);
    if (!(await run(program ?? '', args))) return missing(wanted, plan.byHand);
  }
  if (findOnPath(wanted.program) === null) missing(wanted, 'it was installed, and is not on PATH');
}

/** @param {TestProgram} wanted @param {string} cure what to do, or what is wrong */
function missing({ program, tests, named }, cure) {
  const other = named === null ? '' : `; or name one: ${named}=PATH`;
  say(`no ${program} for ${tests}: THEY WILL BE SKIPPED. What to do: ${cure}${other}`);
}
