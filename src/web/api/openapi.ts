import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { needs } from '../access/index.js';
import type { WebEnv } from '../web-env.js';

const FAILURE = z
  .object({
    error: z.object({
      code: z.string().openapi({ example: 'E2A-5003' }),
      what: z.string().openapi({ description: 'What happened.' }),
      why: z.string().optional().openapi({ description: 'Why we think so.' }),
      fix: z.string().optional().openapi({ description: 'A command or one sentence that mends it.' }),
    }),
  })
  .openapi('Failure');

const INFO = {
  openapi: '3.1.0',
  info: {
    title: 'e2a',
    version: '1',
    description:
      'Books in, audiobooks out. Every answer that is an object has "v": 1; every failure has the shape Failure. ' +
      'Where the page wants a token, send Authorization: Bearer TOKEN. Roles: view looks and hears what ' +
      'is made, submit also orders books, steers them and has texts spoken, admin also rules over nodes and what failed.',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  servers: [{ url: '.', description: 'Relative to this document: /api/v1' }],
  security: [{ bearer: [] }],
};

/** What all routes of the API say of themselves. */
export const documentOf = (api: OpenAPIHono<WebEnv>) => api.getOpenAPI31Document(INFO);

/** `GET openapi.json`, and the parts that routes refer to. */
export function documentRoutes(api: OpenAPIHono<WebEnv>): void {
  const registry = api.openAPIRegistry;
  registry.register('Failure', FAILURE);
  registry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' });
  registry.registerComponent('responses', 'Failure', {
    description: 'What happened, why, and what mends it.',
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Failure' } } },
  });
  api.get('/openapi.json', needs('view'), (c) => c.json(documentOf(api)));
}
