import { CODES, EXIT, UserError } from '../../core/index.js';
import type { CommandContext } from '../surroundings.js';
import { loadPrograms } from '../wiring.js';

/** Players that come with ffmpeg, with ALSA and with macOS, in the order they are tried. */
const PLAYERS = [
  { program: 'ffplay', args: ['-autoexit', '-nodisp', '-loglevel', 'error'] },
  { program: 'aplay', args: ['-q'] },
  { program: 'afplay', args: [] },
] as const;

/** A few sentences, however slow. */
const PLAY_LIMIT_MS = 10 * 60_000;

/** Plays a sound file to its end. @throws UserError (exit 7) when no player is there */
export async function play(path: string, { interruption, env }: CommandContext): Promise<void> {
  const { programsOnPath, runProgram } = await loadPrograms();
  const there = programsOnPath(
    PLAYERS.map(({ program }) => program),
    env['PATH'],
  );
  const player = PLAYERS.find(({ program }) => there.includes(program));
  if (player === undefined) throw noPlayer(path);
  const { program, args } = player;
  await runProgram({ program, args: [...args, path], deadlineMs: PLAY_LIMIT_MS, signal: interruption.signal });
}

const noPlayer = (path: string): UserError =>
  new UserError(
    {
      code: CODES.programMissing,
      what: 'There is no program here that plays sound.',
      why: `Looked for ${PLAYERS.map(({ program }) => program).join(', ')}. The sound is in ${path}.`,
      fix: 'install ffmpeg with ffplay, or open that file yourself',
    },
    EXIT.unavailable,
  );
