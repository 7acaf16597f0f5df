import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningCommand, startE2a } from '../support/e2a.js';
import { startNats, type TestServer } from '../support/nats.js';
import { type PageProcess, startPage } from '../support/page-process.js';

/** Two voices, a node for the books and one with the page, each a process of its own, as on four machines. */
export interface BrowserCluster {
  readonly folder: string;
  readonly nats: TestServer;
  /** Speaks, and is called `attic`; its equal is `cellar`. */
  readonly attic: RunningCommand;
  readonly web: PageProcess;
  /** The page again, where it was. */
  startWeb(port: string): Promise<PageProcess>;
  close(): Promise<void>;
}

/** @param voices the folder where the voice is installed */
export async function startBrowserCluster(voice: string, voices: string): Promise<BrowserCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'e2a-person-'));
  const nats = await startNats({ syncAlways: true });
  const running: RunningCommand[] = [];
  const started = <T extends RunningCommand>(command: T): T => {
    running.push(command);
    return command;
  };
  const envOf = (name: string): Readonly<Record<string, string>> => ({
    E2A_NODE: name,
    E2A_VOICES: voices,
    E2A_STATUS_PORT: 'off',
    E2A_CACHE: join(folder, name),
    XDG_DATA_HOME: join(folder, name),
  });
  const node = async (name: string, ...args: readonly string[]): Promise<RunningCommand> => {
    const command = started(startE2a(['node', '--server', nats.url, ...args], envOf(name)));
    await command.waitForWords('Ctrl+C to leave');
    return command;
  };
  const speaker = (name: string) => node(name, '--role', 'synth', '--slots', '1', '--voice', voice);
  const startWeb = async (port: string) =>
    started(await startPage(['node', '--role', 'web', '--server', nats.url], envOf('window'), port));
  // The first one makes the topology.
  await node('library', '--role', 'book');
  const [attic, web] = await Promise.all([speaker('attic'), startWeb('0'), speaker('cellar')]);
  return {
    folder,
    nats,
    attic,
    web,
    startWeb,
    close: async () => {
      for (const command of running) command.kill('SIGKILL');
      await Promise.all(running.map(({ ended }) => ended));
      await nats.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
