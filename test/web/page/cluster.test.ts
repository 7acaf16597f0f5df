import { expect, it } from 'vitest';
import type { NodeRecord } from '../../../src/client/index.js';
import { loadAssets } from '../../../src/web/page/assets.js';
import { clusterPage } from '../../../src/web/page/cluster.js';
import { settingsPage } from '../../../src/web/page/settings.js';
import type { Viewer } from '../../../src/web/page/view.js';
import { demoNodes } from './demo-cluster.js';

const viewer: Viewer = {
  root: './',
  role: 'admin',
  isOpen: true,
  now: Date.now(),
  badge: null,
  version: '0.0.0-test',
  assets: loadAssets(),
  problems: 0,
};
const shownOf = async (nodes: readonly NodeRecord[]): Promise<string> =>
  String(await clusterPage(viewer, { nodes, gone: [], queue: [] }));

it('the page of the cluster tells no speed while nobody has measured one', async () => {
  const unmeasured = await shownOf(demoNodes().map((node) => ({ ...node, charactersPerSecond: null })));
  expect(unmeasured).not.toMatch(/\b0 ×/);
  expect(unmeasured).toMatch(/\d+ slots, \d+ busy</);
  expect(await shownOf(demoNodes())).toMatch(/\d+ slots, \d+ busy, [\d.,]+ ×</);
});

it('a setting that has no value is told to have none', async () => {
  const settings = [{ name: 'server.url', value: '', origin: 'default', isSecret: false }];
  const page = String(await settingsPage(viewer, { settings, watched: [], notices: [] }, []));
  expect(page).toContain('<td class="value">–</td>');
});
