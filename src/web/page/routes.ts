import { type Context, Hono } from 'hono';
import type { Html } from './html.js';
import type { WebEnv } from '../web-env.js';
import { failureOf, noSuchRoute } from '../errors/index.js';
import type { WebParts } from '../web-parts.js';
import { rootOf } from '../root-of.js';
import { assetRoutes, loadAssets } from './assets.js';
import { failurePage, loginPage } from './login.js';
import { type PageMaker, pages } from './pages.js';
import { shell } from './shell.js';
import type { Viewer } from './view.js';
import { LOGIN, LOST } from './words.js';

/** Of what changes while somebody looks. */
const FRESH = { 'Cache-Control': 'no-store' };
const FOR_PROGRAMS = ['/api', '/v1'];

/** The pages for people, at their whole paths: the first one ends with a slash. What fails becomes a page, too. */
export function pageRoutes(parts: WebParts): Hono<WebEnv> {
  const assets = loadAssets();
  const app = new Hono<WebEnv>();
  const { basePath } = parts.settings;
  app.route(`${basePath}/`, assetRoutes(assets));
  // Links on a page without the slash would lead beside the app.
  if (basePath !== '') app.get(basePath, (c) => c.redirect(`${basePath.slice(basePath.lastIndexOf('/') + 1)}/`));
  const viewerOf = (c: Context<WebEnv>, problems = 0): Viewer => ({
    root: rootOf(c.req.path, basePath),
    role: c.get('role'),
    isOpen: parts.doorkeeper.isOpen,
    now: parts.clock.now(),
    badge: parts.settings.name,
    version: parts.version,
    assets,
    problems,
  });
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
      return failed(c, viewer, error);
    }
  }

  function failed(c: Context<WebEnv>, viewer: Viewer, error: unknown): Response | Promise<Response> {
    const { status, failure } = failureOf(error, parts.log, c.req);
    const body: Html = failurePage(viewer, failure);
    return c.html(shell(viewer, { title: LOST.title, entry: null, body }), status, FRESH);
  }

  function nextOf(c: Context<WebEnv>): string {
    const { search } = new URL(c.req.url);
    const path = c.req.path.slice(basePath.length).replace(/^\/+/, '');
    return new URLSearchParams({ next: `${path}${search}` }).toString();
  }
}

/** Programs are answered in JSON: under the addresses made for them, and wherever they do not ask for a page. */
function isForPeople(c: Context<WebEnv>, basePath: string): boolean {
  const path = c.req.path.slice(basePath.length);
  const isRoute = FOR_PROGRAMS.some((folder) => path === folder || path.startsWith(`${folder}/`));
  return !isRoute && (c.req.header('Accept') ?? '').includes('text/html');
}

const nothingHere: PageMaker = async (_viewer, c) => {
  throw noSuchRoute(c.req.path);
};
