import { findOnPath, isExecutable, run } from './programs.mjs';
import { say } from './say.mjs';
import { installPlan, machineHere } from './system-programs.mjs';

/** Of the page's tests; a browser of somebody's own is named by E2A_CHROMIUM. */
const BROWSER = 'chromium';

/**
 * Makes sure that there is a browser for the tests of the page: an own one, one on PATH, else the system's package where
 * we may install it. One that cannot be had is said, and its tests are skipped.
 */
export async function installTestBrowser() {
  const named = process.env.E2A_CHROMIUM;
  if (named) {
    if (!isExecutable(named)) missing(`E2A_CHROMIUM=${named} is no program`);
    return;
  }
  if (findOnPath(BROWSER) !== null) return;
  const plan = installPlan([BROWSER], machineHere());
  // With brew it is an application for people, not a program for tests.
  if (plan.steps.length === 0 || process.platform === 'darwin') return missing(plan.byHand);
  say(`installing ${BROWSER} (BSD-3-Clause; only tests of the page use it)`);
  for (const [program, ...args] of plan.steps) {
    say(`  ${[program, ...args].join(' ')}`);
    if (!(await run(program ?? '', args))) return missing(plan.byHand);
  }
  if (findOnPath(BROWSER) === null) missing('it was installed, and is not on PATH');
}

/** @param {string} what to do, or what is wrong */
function missing(what) {
  say(
    `no browser for the tests of the page: THEY WILL BE SKIPPED. What to do: ${what}; or name one: E2A_CHROMIUM=PATH`,
  );
}
