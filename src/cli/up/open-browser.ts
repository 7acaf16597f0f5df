import type { CommandContext } from '../surroundings.js';
import { loadPrograms } from '../wiring.js';

/** Openers of desktops, by platform; they end at once. */
const OPENERS: Readonly<Record<string, { readonly program: string; readonly args: readonly string[] }>> = {
  darwin: { program: 'open', args: [] },
  win32: { program: 'explorer', args: [] },
};
const ELSEWHERE = { program: 'xdg-open', args: [] };
/** A desktop that is still coming up needs its time; nobody waits for it. */
const OPEN_LIMIT_MS = 15_000;

/** Shows an address in the desktop's browser; where there is none, says that it has to be opened by hand. Never rejects. */
export async function openBrowser(url: string, { platform, env, words, interruption }: CommandContext): Promise<void> {
  const { programsOnPath, runProgram } = await loadPrograms();
  const { program, args } = OPENERS[platform] ?? ELSEWHERE;
  const isThere = platform === 'win32' || programsOnPath([program], env['PATH']).length > 0;
  const opened =
    isThere &&
    (await runProgram({ program, args: [...args, url], deadlineMs: OPEN_LIMIT_MS, signal: interruption.signal }).then(
      () => true,
      // Explorer ends with 1 when all is well.
      () => platform === 'win32',
    ));
  if (!opened && !interruption.signal.aborted) words.write(`No browser could be opened from here: open ${url}\n`);
}
