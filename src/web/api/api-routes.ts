import type { OpenAPIHono } from '@hono/zod-openapi';
import type { WebParts } from '../web-parts.js';
import type { WebEnv } from '../web-env.js';
import { apiRouter } from './api-router.js';
import { batchRoutes } from './batch-routes.js';
import { bookRoutes } from './book-routes.js';
import { commandRoutes } from './command-routes.js';
import { eventRoutes } from './event-routes.js';
import { jobRoutes } from './job-routes.js';
import { documentRoutes } from './openapi.js';
import { noticeRoutes } from './notice-routes.js';
import { operatorRoutes } from './operator-routes.js';
import { planRoutes } from './plan-routes.js';
import { progressRoutes } from './progress-routes.js';
import { sampleRoutes } from './sample-routes.js';
import { soundRoutes } from './sound-routes.js';
import { voiceRoutes } from './voice-routes.js';

/** Every route of the API, and the document that tells of them. */
export function apiRoutes(parts: WebParts): OpenAPIHono<WebEnv> {
  const api = apiRouter();
  const routers: readonly ((parts: WebParts) => OpenAPIHono<WebEnv>)[] = [
    bookRoutes,
    planRoutes,
    jobRoutes,
    sampleRoutes,
    commandRoutes,
    progressRoutes,
    eventRoutes,
    soundRoutes,
    voiceRoutes,
    operatorRoutes,
    batchRoutes,
    noticeRoutes,
  ];
  for (const routes of routers) api.route('/', routes(parts));
  documentRoutes(api);
  return api;
}
