/** The guardian's process: `node guardian-main.js DATA_FOLDER NATS_SERVER`. Started detached, speaks to nobody's terminal. */
import { existsSync, writeFileSync } from 'node:fs';
import { toError } from '../../core/index.js';
import { GUARDIAN_EXIT, guard } from './guardian.js';
import { placesIn } from './places.js';

const [dataFolder, program] = process.argv.slice(2);

async function main(): Promise<number> {
  if (dataFolder === undefined || program === undefined) return GUARDIAN_EXIT.failed;
  // Whoever wanted us has gone and taken the folder along.
  if (!existsSync(dataFolder)) return GUARDIAN_EXIT.done;
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
  try {
    return await guard(dataFolder, program, stop.signal);
  } catch (error) {
    writeFileSync(placesIn(dataFolder).guardianLog, `${toError(error).stack ?? toError(error).message}\n`);
    return GUARDIAN_EXIT.failed;
  }
}

process.exitCode = await main();
