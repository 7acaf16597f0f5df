// The process: streams, signals and the one `process.exit`. Started by bin/e2a; imported by nobody.
import { readFileSync } from 'node:fs';
import { availableParallelism, homedir, hostname } from 'node:os';
import { customAlphabet } from 'nanoid';
import { systemClock } from '../client/index.js';
import { environment, forbidTelemetry } from '../config/index.js';
import { type InterruptionReason, makeInterruption, withoutEchoes } from './interruption.js';
import { terminalKeys } from './keys.js';
import { progressDesk } from './progress-desk.js';
import { runCli } from './run.js';
import { streamScreen } from './screen.js';

/** Two hosts of one name and pid (containers) must not be one: 36^6 names tell runs apart. */
const runName = customAlphabet('0123456789abcdefghijklmnopqrstuvwxyz', 6);
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const satisfies readonly InterruptionReason[];

forbidTelemetry();
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
const { interruption, interrupt } = makeInterruption((code) => process.exit(code));
const heard = withoutEchoes(interrupt, () => performance.now());
for (const name of SIGNALS) process.on(name, () => heard(name));
const out = streamScreen(process.stdout, environment(), () => interrupt('closed-pipe'));
const words = streamScreen(process.stderr, environment(), () => undefined);
const progress = progressDesk(() => words.write('e2a: nothing is under way yet.\n'));
// A handler of ours also keeps Node from opening its debugger, which is what it does with this signal otherwise.
process.on('SIGUSR1', () => progress.ask());

const code = await runCli({
  argv: process.argv.slice(2),
  env: environment(),
  cwd: process.cwd(),
  home: homedir(),
  platform: process.platform,
  version,
  nodeVersion: process.versions.node,
  hostName: hostname(),
  cores: availableParallelism(),
  runName: runName(),
  out,
  words,
  progress,
  keys: terminalKeys(
    () => process.stdin,
    () => heard('SIGINT'),
  ),
  interruption,
  clock: systemClock,
});
await Promise.all([out.flush(), words.flush()]);
// Not merely `exitCode`: a connection that is still being given up must not hold the command.
process.exit(code);
