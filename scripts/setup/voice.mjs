import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, voicesFolder } from './places.mjs';
import { run } from './programs.mjs';
import { EXIT, SetupStop, say } from './say.mjs';

/** What engines read English with when nobody names a voice; the first is the one without an engine being named. */
export const ENGLISH_VOICES = { hibari: 'hibari-heart', piper: 'en_US-joe-medium' };

/** A voice of the catalogue, not a path to somebody's own model. */
const CATALOGUE_NAME = /^[A-Za-z0-9][\w-]*$/;
/** A voice's card is the last of its files that is fetched. */
const CARDS = ['MODEL_CARD', 'NOTICE'];

/** Fetches a voice unless it is there; the command shows sources, size and licence. @param {string} name */
export async function installVoice(name) {
  if (!CATALOGUE_NAME.test(name) || isThere(name)) return;
  say(`fetching the voice ${name}`);
  // Its stdout is the name alone, for programs.
  const pulled = await run(process.execPath, [join(ROOT, 'bin', 'e2a'), 'voices', 'pull', name], { stdout: 'ignore' });
  if (pulled) return;
  throw new SetupStop(`the voice ${name} could not be fetched; the reason stands above`, EXIT.unavailable);
}

/** @param {string} name */
const isThere = (name) => CARDS.some((card) => existsSync(join(voicesFolder(), name, card)));
