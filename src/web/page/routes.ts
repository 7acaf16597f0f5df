import { type Context, Hono } from 'hono';
import type { WebEnv } from '../web-env.js';
import { noSuchRoute } from '../errors/index.js';
import type { WebParts } from '../web-parts.js';
import { rootOf } from '../root-of.js';
import { assetRoutes, loadAssets } from './assets.js';
import { failedPage } from './failure-answer.js';
import { loginPage } from './login.js';
import { type PageMaker, pages } from './pages.js';
import { shell } from './shell.js';
import { FRESH, isForPeople, viewersOf } from './view.js';
import { LOGIN } from './words.js';

/** The pages for people, at their whole paths: the first one ends with a slash. What fails becomes a page, too. */
export function pageRoutes(parts: WebParts): Hono<WebEnv> {
  const assets = loadAssets();
  const app = new Hono<WebEnv>();
  const { basePath } = parts.settings;
  app.route(`${basePath}/`, assetRoutes(assets));
  // Links on a page without the slash would lead beside the app.
  if (basePath !== '') app.get(basePath, (c) => c.redirect(`${basePath.slice(basePath.lastIndexOf('/') + 1)}/`));
  const viewerOf = viewersOf(parts, assets);
  app.get(`${basePath}/login`, (c) => {
    const view = { next: c.req.query('next') ?? '', isWrong: c.req.query('wrong') === '1' };
    const viewer = { ...viewerOf(c), role: null };
    return c.html(shell(viewer, { title: LOGIN.title, entry: null, body: loginPage(viewer, view) }), 200, FRESH);
  });
  for (const [path, make] of Object.entries(pages)) app.get(`${basePath}${path}`, (c) => show(c, make));
  app.get(`${basePath}/*`, (c) => (isForPeople(c, basePath) ? show(c, nothingHere) : c.notFound()));
  return app;

  async function show(c: Context<WebEnv>, make: PageMaker): Promise<Response> {
    if (c.get('role') === null) return c.redirect(`${rootOf(c.req.path, basePath)}login?${nextOf(c)}`);
    const viewer = viewerOf(
      c,
      await parts.client.deadLetters().then(
        ({ length }) => length,
        () => 0,
      ),
    );
    try {
      return c.html(shell(viewer, await make(viewer, c, parts)), 200, FRESH);
    } catch (error) {
      return failedPage(error, c, viewer, parts);
    }
  }

  function nextOf(c: Context<WebEnv>): string {
    const { search } = new URL(c.req.url);
    const path = c.req.path.slice(basePath.length).replace(/^\/+/, '');
    return new URLSearchParams({ next: `${path}${search}` }).toString();
  }
}

const nothingHere: PageMaker = async (_viewer, c) => {
  throw noSuchRoute(c.req.path);
};
