import type { Client, ConnectedCluster } from '../../client/index.js';
import type { Settings } from '../../config/index.js';
import type { SpokenOn } from '../../ordering/index.js';
import type { RightOfWay } from '../../host/interactive/index.js';
import { logFor } from '../log.js';
import type { CommandContext } from '../surroundings.js';
import type { NodeLife } from '../status/index.js';
import { loadStatus, loadStatusRoutes, loadWeb } from '../wiring.js';
import { withBeside } from './beside-page.js';
import { openLocalVoices } from './local-voices.js';
import { sampleBook } from './sample-book.js';
import { promptClient } from './prompt-client.js';
import { webSettings } from './web-settings.js';

/** Whose page it is. */
export interface PageHouse {
  readonly client: Client;
  readonly cluster: ConnectedCluster;
  readonly node: string;
  /** For temporary files; exists. */
  readonly workFolder: string;
  readonly life: NodeLife;
  /** Over the slots of this process; null: it makes no books. */
  readonly rightOfWay: RightOfWay | null;
  /** What speaks its books; absent: nodes of a cluster, as they can. */
  readonly speaksOn?: SpokenOn | undefined;
}

/** Serves the page while the work is done. @param work is given its address @throws as `startWeb`, before the work */
export async function withPage<T>(
  house: PageHouse,
  settings: Settings,
  context: CommandContext,
  work: (url: string) => Promise<T>,
): Promise<T> {
  const { cwd, env, home, platform, clock, version, interruption, readingLimits, words } = context;
  const { startWeb } = await loadWeb();
  const [{ statusRoutes }, { statusSource }] = await Promise.all([loadStatusRoutes(), loadStatus()]);
  const voices = await openLocalVoices(settings, context, house.rightOfWay);
  try {
    return await withBeside(house, settings, context, async (beside) => {
      const web = await startWeb({
        ...voices,
        ...beside,
        settings: webSettings(settings),
        client: promptClient(house.client, () => house.life.connected, clock),
        configuration: settings,
        here: { cwd, env, home, platform, signal: interruption.signal, readingLimits, speaksOn: house.speaksOn },
        clock,
        version,
        sample: sampleBook(),
        log: logFor(settings, words, 'warn'),
        answered: ({ seconds, ...labels }) =>
          house.life.metrics.observe('e2a_http_request_duration_seconds', labels, seconds),
        statusRoutes: statusRoutes(statusSource(house.life, house, context)),
      });
      try {
        return await work(web.url);
      } finally {
        await web.close();
      }
    });
  } finally {
    await voices.close();
  }
}
