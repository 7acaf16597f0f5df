import { resolve } from 'node:path';
import type { Client } from '../../client/index.js';
import type { Settings } from '../../config/index.js';
import type { OrderSurroundings } from '../../ordering/index.js';
import type { WebOptions } from '../../web/index.js';
import { logFor } from '../log.js';
import type { NodeLife } from '../status/index.js';
import type { CommandContext } from '../surroundings.js';
import { loadIntegrations } from '../wiring.js';
import { shownSettings } from './shown-settings.js';

/** What the page tells of what works beside it. */
export type Beside = Required<Pick<WebOptions, 'shown' | 'notices'>>;

/** Beside whose page. */
interface BesideHouse extends Pick<OrderSurroundings, 'speaksOn'> {
  readonly client: Client;
  readonly node: string;
  readonly life: NodeLife;
}

/**
 * Takes books from the watched folder and tells who wants to know, while the work is done.
 * @throws UserError (exit 2) before the work: there is no such folder
 */
export async function withBeside<T>(
  { client, node, life, speaksOn }: BesideHouse,
  settings: Settings,
  context: CommandContext,
  work: (beside: Beside) => Promise<T>,
): Promise<T> {
  const { cwd, env, home, platform, clock, interruption, readingLimits, words } = context;
  const ending = new AbortController();
  const signal = AbortSignal.any([ending.signal, interruption.signal]);
  const here = { cwd, env, home, platform, signal, readingLimits, speaksOn };
  const log = logFor(settings, words, 'warn');
  const folder = settings.watchFolder === null ? null : resolve(cwd, settings.watchFolder);
  const running: Promise<void>[] = [];
  const { demandWatchable, startAudiobookshelf, startNotices, watchFolder } = await loadIntegrations();
  if (folder !== null) {
    await demandWatchable(folder);
    const parts = { folder, client, configuration: settings, here, clock, log, signal, polling: settings.watchPolling };
    running.push(watchFolder(parts));
    words.write(`Books that come into ${folder} are taken.\n`);
  }
  const outgoing = {
    ...{ settings, client, clock, log, signal },
    sent: (target: string, outcome: string) => life.metrics.add('e2a_integration_requests_total', { target, outcome }),
    holder: node,
  };
  const notices = startNotices(outgoing);
  running.push(notices.done, startAudiobookshelf({ ...outgoing, cwd }));
  const all = running.map((one) => one.catch((error: unknown) => log.error({ error: String(error) }, 'it ended')));
  try {
    const told = { watched: folder === null ? [] : [folder], notices: notices.sinks() };
    return await work({ shown: shownSettings(settings, context, told), notices });
  } finally {
    ending.abort();
    await Promise.all(all);
  }
}
