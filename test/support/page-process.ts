import { type RunningCommand, startE2a } from './e2a.js';

/** A command with a page, and where that is. */
export interface PageProcess extends RunningCommand {
  readonly url: string;
  /** The JSON of a path of the page, `api/v1/jobs`, with its status. */
  ask(path: string, init?: RequestInit): Promise<{ readonly status: number; readonly body: Record<string, unknown> }>;
}

/**
 * Starts `e2a up` or a node with the role web and waits until it says that its page is there.
 * @param port any that is free unless told otherwise
 */
export async function startPage(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  port = '0',
): Promise<PageProcess> {
  const command = startE2a([...args, '--port', port], env);
  await command.waitForWords(' in your browser');
  const url = /open (http:\/\/\S+) in your browser/.exec(command.words())?.[1] ?? '';
  return {
    ...command,
    url,
    ask: async (path, init) => {
      const answer = await fetch(`${url}${path}`, init);
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    },
  };
}
