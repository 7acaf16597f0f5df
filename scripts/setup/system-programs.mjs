import { existsSync, readFileSync } from 'node:fs';
import { platform } from 'node:os';
import { ask, findOnPath, run } from './programs.mjs';
import { SetupStop, say } from './say.mjs';

/** Programs and the package that brings each: the name is the same with apt and with brew. */
const NEEDED = [
  { program: 'ffmpeg', package: 'ffmpeg', why: 'encodes the audiobook' },
  { program: 'ffprobe', package: 'ffmpeg', why: 'reads back what was encoded' },
  { program: 'espeak-ng', package: 'espeak-ng', why: 'turns text into phonemes' },
];

/** Installs ffmpeg and espeak-ng where a package manager lets us, else stops with the exact command. */
export async function installSystemPrograms() {
  const missing = missingPrograms();
  if (missing.length === 0) return;
  const packages = [...new Set(missing.map((each) => each.package))];
  const plan = installPlan(packages, machineHere());
  const what = missing.map((each) => `${each.program} (${each.why})`).join(', ');
  if (plan.steps.length === 0) throw new SetupStop(`missing: ${what}. What to do: ${plan.byHand}; then run this again`);
  say(`missing: ${what}. Installing: ${packages.join(' ')}`);
  for (const [program, ...args] of plan.steps) {
    say(`  ${[program, ...args].join(' ')}`);
    if (!(await run(program, args))) {
      throw new SetupStop(
        `${program} failed; its message stands above. What to do: ${plan.byHand}; then run this again`,
      );
    }
  }
  const still = missingPrograms().map((each) => each.program);
  if (still.length > 0) throw new SetupStop(`installed, yet not on PATH: ${still.join(', ')}`);
}

/** What `installPlan` has to know of this machine. */
export const machineHere = () => ({
  os: platform(),
  debian: isDebian(),
  root: process.getuid?.() === 0,
  sudo: sudoNeedsNoPassword(),
  brew: findOnPath('brew') !== null,
});

/**
 * What to run, and what to tell the user when we may not.
 * @param {string[]} packages
 * @param {{ os: string, debian: boolean, root: boolean, sudo: boolean, brew: boolean }} machine
 * @returns {{ steps: string[][], byHand: string }}
 */
export function installPlan(packages, machine) {
  const names = packages.join(' ');
  if (machine.os === 'darwin') {
    if (machine.brew) return { steps: [['brew', 'install', ...packages]], byHand: `brew install ${names}` };
    return { steps: [], byHand: `install Homebrew (https://brew.sh), then: brew install ${names}` };
  }
  if (!machine.debian) return { steps: [], byHand: `install ${names} with your system's package manager` };
  const byHand = `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names}`;
  if (!machine.root && !machine.sudo) return { steps: [], byHand };
  // `env` because sudo does not pass our environment on.
  const apt = [...(machine.root ? [] : ['sudo', '-n']), 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
  const install = [...apt, 'install', '-y', '--no-install-recommends', ...packages];
  return { steps: [[...apt, 'update'], install], byHand };
}

function missingPrograms() {
  return NEEDED.filter((each) => findOnPath(each.program) === null);
}

function isDebian() {
  if (findOnPath('apt-get') === null || !existsSync('/etc/os-release')) return false;
  return /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'));
}

function sudoNeedsNoPassword() {
  if (process.getuid?.() === 0 || findOnPath('sudo') === null) return false;
  return ask('sudo', ['-n', 'true']) !== null;
}
