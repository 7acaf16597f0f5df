import { Hono } from 'hono';
import type { WebParts } from '../web-parts.js';
import { loadAssets, shell } from '../page/index.js';
import { rootOf } from '../root-of.js';
import type { WebEnv } from '../web-env.js';
import { docsPage } from './docs-page.js';
import type { ApiDocument } from './outline.js';

/** @param document as the API serves it */
export function docsRoutes(parts: WebParts, document: () => ApiDocument): Hono<WebEnv> {
  const { settings, doorkeeper, clock, version } = parts;
  const assets = loadAssets();
  const app = new Hono<WebEnv>();
  app.get('/api/docs', (c) => {
    const role = c.get('role');
    const root = rootOf(c.req.path, settings.basePath);
    if (role === null) return c.redirect(`${root}login?next=api/docs`);
    const place = { root, role, isOpen: doorkeeper.isOpen, now: clock.now(), badge: settings.name };
    const page = { title: 'API', entry: null, body: docsPage(document(), root) };
    return c.html(shell({ ...place, version, assets, problems: 0 }, page));
  });
  return app;
}
