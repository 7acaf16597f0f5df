import { buildProgram } from './setup/build.mjs';
import { installNatsServer } from './setup/nats-server.mjs';
import { checkNodeVersion } from './setup/node-version.mjs';
import { installPackages } from './setup/npm-packages.mjs';
import { EXIT, SetupStop, say } from './setup/say.mjs';
import { isStarted } from './setup/started.mjs';
import { installSystemPrograms } from './setup/system-programs.mjs';
import { installRecogniser } from './setup/recogniser.mjs';
import { ENGLISH_VOICES, installVoice } from './setup/voice.mjs';

/**
 * Sets up whatever is missing on this machine and says what it does; what is there already costs a look.
 * @param {{ voices?: readonly string[] }} [options] which voices to have; tests speak with both models
 * @throws {SetupStop} when it cannot go on
 */
export async function setUp({ voices = Object.values(ENGLISH_VOICES) } = {}) {
  checkNodeVersion();
  await installPackages();
  await installSystemPrograms();
  await buildProgram();
  await installNatsServer();
  for (const voice of voices) await installVoice(voice);
}

/**
 * Runs one of our scripts: a stop becomes one line and an exit code.
 * @param {() => Promise<void>} body @param {string} [name] begins that line
 */
export async function runScript(body, name = 'set-up') {
  try {
    await body();
  } catch (error) {
    process.exitCode = error instanceof SetupStop ? error.exitCode : EXIT.failed;
    process.stderr.write(`${name}: ${error instanceof Error ? error.message : String(error)}\n`);
  }
}

if (isStarted(import.meta.url)) {
  await runScript(async () => {
    await setUp();
    if (process.argv.includes('--recogniser')) await installRecogniser();
    say('everything is there. Next: npm start -- path/to/book.epub');
  });
}
