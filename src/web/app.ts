import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { accessRoutes, guards, needs } from './access/index.js';
import { apiRoutes, documentOf } from './api/index.js';
import { CODES } from '../core/index.js';
import { createWrongTokens } from '../gate/index.js';
import { docsRoutes } from './docs/index.js';
import { answerFailure, noSuchRoute, WebRefusal } from './errors/index.js';
import type { WebParts } from './web-parts.js';
import { createFailureAnswer, pageRoutes } from './page/index.js';
import { speechRoutes } from './speech/index.js';
import { timing } from './timing.js';
import type { WebEnv } from './web-env.js';

/** Of requests that are no books: a manifest of some thousand books is smaller. */
const MOST_BODY_BYTES = 4 * 1024 ** 2;
/** Of a node's status routes those that a machine asks without a token: they say no more than whether it lives. */
const OPEN_STATUS = ['/livez', '/readyz', '/health'];

/** All routes behind the guards: the app under the base path, the health of the node at the root, too. */
export function createApp(parts: WebParts): Hono<WebEnv> {
  const { log, settings, statusRoutes, clock, answered } = parts;
  const wrong = createWrongTokens(() => clock.now());
  const root = new Hono<WebEnv>();
  root.onError(createFailureAnswer(parts));
  root.notFound((c) => answerFailure(noSuchRoute(c.req.path), c, log));
  if (answered !== undefined) root.use(timing(clock, answered));
  root.route('/', guards(parts, wrong));
  root.use(async (c, next) => (c.req.method === 'PUT' ? next() : limitedBody(c, next)));
  if (statusRoutes !== null) root.route('/', statusOf(statusRoutes));
  const app = new Hono<WebEnv>();
  app.route('/', accessRoutes(parts, wrong));
  const api = apiRoutes(parts);
  app.route(
    '/',
    docsRoutes(parts, () => documentOf(api)),
  );
  app.route('/api/v1', api);
  app.route('/v1', speechRoutes(parts));
  root.route(settings.basePath === '' ? '/' : settings.basePath, app);
  root.route('/', pageRoutes(parts));
  if (settings.basePath !== '') root.get('/', (c) => c.redirect(`${settings.basePath}/`));
  return root;
}

const limitedBody = bodyLimit({
  maxSize: MOST_BODY_BYTES,
  onError: () => {
    throw new WebRefusal(413, {
      code: CODES.tooLarge,
      what: `A request may have ${MOST_BODY_BYTES} bytes, and this one has more.`,
      fix: 'send books with PUT /api/v1/books/NAME, and long lists in parts',
    });
  },
});

function statusOf(routes: Hono): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  const look = needs('view');
  for (const path of new Set(routes.routes.map((route) => route.path)))
    if (!OPEN_STATUS.includes(path)) app.use(path, look);
  app.route('/', routes);
  return app;
}
