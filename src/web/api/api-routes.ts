import type { OpenAPIHono } from '@hono/zod-openapi';
import type { WebParts } from '../options.js';
import type { WebEnv } from '../web-env.js';
import { apiRouter } from './api-router.js';
import { documentRoutes } from './openapi.js';

/** Every route of the API, and the document that tells of them. */
export function apiRoutes(parts: WebParts): OpenAPIHono<WebEnv> {
  const api = apiRouter();
  const routers: readonly ((parts: WebParts) => OpenAPIHono<WebEnv>)[] = [];
  for (const routes of routers) api.route('/', routes(parts));
  documentRoutes(api, parts);
  return api;
}
