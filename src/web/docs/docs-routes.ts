import { Hono } from 'hono';
import type { WebParts } from '../web-parts.js';
import { loadAssets, shell, viewersOf } from '../page/index.js';
import type { WebEnv } from '../web-env.js';
import { docsPage } from './docs-page.js';
import type { ApiDocument } from './outline.js';

/** @param document as the API serves it */
export function docsRoutes(parts: WebParts, document: () => ApiDocument): Hono<WebEnv> {
  const viewerOf = viewersOf(parts, loadAssets());
  const app = new Hono<WebEnv>();
  app.get('/api/docs', (c) => {
    const viewer = viewerOf(c);
    if (viewer.role === null) return c.redirect(`${viewer.root}login?next=api/docs`);
    return c.html(shell(viewer, { title: 'API', entry: null, body: docsPage(document(), viewer.root) }));
  });
  return app;
}
