import { CODES, EXIT, UserError } from '../../../core/index.js';
import { runProgram } from '../../../programs/index.js';

export const ESPEAK_PROGRAM = 'espeak-ng';

/** It answers in milliseconds; a machine that needs longer than this to start it is stuck. */
const START_LIMIT_MS = 10_000;
const VERSION = /eSpeak NG text-to-speech:\s*(\S+)/;

/**
 * `espeak-ng 1.51`: part of every profile that uses it, because another version may pronounce differently.
 * @throws UserError (exit 7, `phonemiserMissing`) when the program is not installed or is another one.
 */
export async function phonemiserVersion(program: string = ESPEAK_PROGRAM): Promise<string> {
  const version = VERSION.exec(await ask(program, '--version'))?.[1];
  if (version === undefined) throw missing(`${program} --version does not answer as eSpeak NG does.`);
  return `espeak-ng ${version}`;
}

/**
 * Makes sure that eSpeak knows the language a voice was trained with.
 * @throws UserError (exit 7) with the nearest names it does know.
 */
export async function checkEspeakVoice(voice: string, program: string = ESPEAK_PROGRAM): Promise<void> {
  const known = voiceCodes(await espeakTable(program));
  if (known.has(voice.toLowerCase())) return;
  const primary = voice.toLowerCase().split('-')[0] ?? '';
  const near = [...known].filter((code) => code === primary || code.startsWith(`${primary}-`));
  throw new UserError(
    {
      code: CODES.engineBroken,
      what: `${program} does not know the language "${voice}" this voice needs.`,
      why: near.length > 0 ? `It knows ${near.join(', ')}.` : 'It knows none of that family.',
      fix: 'Install a newer espeak-ng, or choose another voice: e2a voices',
    },
    EXIT.unavailable,
  );
}

/** The languages and voices that the program lists, as it prints them. @throws UserError (exit 7) when it is not installed */
export const espeakTable = (program: string = ESPEAK_PROGRAM): Promise<string> => ask(program, '--voices');

/** The codes in the table `--voices` prints: the language column, and the other languages in brackets. */
export function voiceCodes(table: string): ReadonlySet<string> {
  const rows = table.split('\n').slice(1);
  const codes = rows.flatMap((row) => {
    const own = row.trim().split(/\s+/)[1];
    const others = [...row.matchAll(/\((\S+) \d+\)/g)].map((match) => match[1]);
    return [own, ...others];
  });
  return new Set(codes.flatMap((code) => (code === undefined ? [] : [code.toLowerCase()])));
}

async function ask(program: string, argument: string): Promise<string> {
  try {
    const { stdout } = await runProgram({ program, args: [argument], deadlineMs: START_LIMIT_MS });
    return Buffer.from(stdout).toString('utf8');
  } catch (error) {
    if (error instanceof UserError) throw missing(`The program ${program} was not found.`, error);
    throw error;
  }
}

function missing(what: string, cause?: unknown): UserError {
  return new UserError(
    {
      code: CODES.phonemiserMissing,
      what,
      why: 'eSpeak NG makes the phonemes that Piper voices are fed, and speaks plainly by itself (--engine espeak).',
      fix: 'sudo apt-get install -y espeak-ng   (macOS: brew install espeak-ng)',
    },
    EXIT.unavailable,
    { cause },
  );
}
