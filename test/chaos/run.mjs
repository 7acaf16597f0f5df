/**
 * `npm run chaos [-- NAME…]`: the long forms of what breaks a cluster on purpose, one after another, with the machine
 * described. `E2A_CHAOS_MINUTES` (default 10) is the length of the storm, `E2A_CHAOS_SEED` repeats one.
 */
import { spawn } from 'node:child_process';
import { cpus, release, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { heading, note } from '../bench/report.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MINUTES = process.env.E2A_CHAOS_MINUTES ?? '10';
const MS_PER_SECOND = 1000;
const GIB = 1024 ** 3;

/** What each is, and the beginnings of the names of its test files, or the benchmark it is. */
const FORMS = {
  cluster: { what: 'three books in a storm, with a checker', tests: ['test/chaos/cluster-chaos'] },
  crash: {
    what: 'a process killed at each line of a turn and of a work item',
    tests: ['test/cluster/runtime/crash-table', 'test/chaos/work-crash/'],
  },
  faults: { what: 'full disks, limits, slow readers, wrong clocks', tests: ['test/chaos/faults.test'] },
  'one-of-many': { what: 'the one who had it is gone', tests: ['test/chaos/one-of-many', 'test/chaos/book-takeover'] },
  failover: { what: 'three servers, one of them gone', tests: ['test/chaos/failover'] },
  'power-cut': { what: 'the disk as a power cut leaves it', tests: ['test/chaos/power-cut'] },
  convert: { what: 'convert killed again and again', tests: ['test/chaos/convert-kill'] },
  soak: { what: 'a thousand small books', bench: 'soak' },
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(FORMS, name));
if (unknown.length > 0) {
  process.stderr.write(`There is no chaos called ${unknown.join(', ')}. There is: ${Object.keys(FORMS).join(', ')}.\n`);
  process.exitCode = 2;
} else {
  process.exitCode = await runAll(asked.length > 0 ? asked : Object.keys(FORMS));
}

function machine() {
  const cores = cpus();
  const memory = Math.round(totalmem() / GIB);
  return `${cores.length} cores of ${cores[0]?.model}, ${memory} GiB, ${process.platform} ${release()}, Node ${process.version}`;
}

/** @param {string[]} names @returns {Promise<number>} exit code */
async function runAll(names) {
  const results = [];
  for (const name of names) {
    const form = FORMS[name];
    heading(name, form.what);
    const startedAt = performance.now();
    const outcome = await runForm(form);
    const seconds = Math.round((performance.now() - startedAt) / MS_PER_SECOND);
    results.push({ name, outcome, seconds });
  }
  heading('all', machine());
  for (const { name, outcome, seconds } of results) note(`${name.padEnd(12)} ${outcome.padEnd(8)} ${seconds} s`);
  return results.some(({ outcome }) => outcome === 'FAILED') ? 1 : 0;
}

async function runForm({ tests = [], bench }) {
  if (bench !== undefined) return runNode(['test/bench/run.mjs', bench]);
  return runNode(['node_modules/vitest/vitest.mjs', 'run', '--project', 'programs', '--reporter', 'verbose', ...tests]);
}

/** @param {string[]} args @returns {Promise<'passed' | 'FAILED'>} */
function runNode(args) {
  const env = { ...process.env, E2A_CHAOS_MINUTES: MINUTES };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: 'inherit' });
    child.once('error', reject);
    child.once('close', (code) => resolve(code === 0 ? 'passed' : 'FAILED'));
  });
}
