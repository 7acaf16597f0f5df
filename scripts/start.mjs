import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './setup/places.mjs';
import { ENGLISH_VOICES } from './setup/voice.mjs';
import { isStarted } from './setup/started.mjs';
import { runScript, setUp } from './setup.mjs';

/** Engines whose voices are files, `auto` among them; the others find theirs themselves. */
const ENGINES_OF_FILES = ['auto', 'hibari', 'kokoro', 'piper'];
/** Voices of engines that need no files, known by their names: `espeak-de`, `tone-high`. */
const WITHOUT_FILES = /^(?:espeak-|tone$|tone-)/;

/**
 * The voices these arguments need: the one they name, else the engine's for English; none where none is a file.
 * @param {string[]} args
 */
export function wantedVoices(args) {
  const engine = optionOf(args, 'engine') ?? 'auto';
  if (!ENGINES_OF_FILES.includes(engine)) return [];
  const usual = engine === 'auto' ? ENGLISH_VOICES.hibari : new Map(Object.entries(ENGLISH_VOICES)).get(engine);
  const voice = optionOf(args, 'voice') ?? usual;
  return voice === undefined || WITHOUT_FILES.test(voice) ? [] : [voice];
}

/** `--name value` or `--name=value`. @param {string[]} args @param {string} name */
function optionOf(args, name) {
  const joined = args.find((arg) => arg.startsWith(`--${name}=`));
  if (joined !== undefined) return joined.slice(name.length + 3);
  const at = args.indexOf(`--${name}`);
  return at === -1 ? undefined : args[at + 1];
}

/** A book is converted; only options, or nothing, means the page: `up`. @param {string[]} args */
export function commandArguments(args) {
  const namesBook = args.some((arg) => arg.endsWith('.epub')) || (args[0] !== undefined && !args[0].startsWith('-'));
  return [namesBook ? 'convert' : 'up', ...args];
}

/** Runs `e2a` with our terminal, hands signals on, and ends as it ends. @param {string[]} args */
function runE2a(args) {
  // npm changes to the clone's folder; paths were meant from where the user stands.
  const cwd = process.env.INIT_CWD ?? process.cwd();
  const child = spawn(process.execPath, [join(ROOT, 'bin', 'e2a'), ...args], { stdio: 'inherit', cwd });
  // A terminal sends Ctrl+C to all of us; handing it on as well would look like a second, impatient one.
  const atTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  process.on('SIGINT', () => {
    if (!atTerminal) child.kill('SIGINT');
  });
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('error', (error) => {
    process.exitCode = 1;
    process.stderr.write(`${error.message}\n`);
  });
  child.on('exit', (code, signal) => {
    process.removeAllListeners('SIGINT').removeAllListeners('SIGTERM');
    if (signal === null) process.exitCode = code ?? 1;
    else process.kill(process.pid, signal);
  });
}

if (isStarted(import.meta.url)) {
  const args = process.argv.slice(2);
  await runScript(async () => {
    await setUp({ voices: wantedVoices(args) });
    runE2a(commandArguments(args));
  });
}
