import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { wishedName } from '../../ordering/index.js';
import { needs } from '../access/index.js';
import type { WebParts } from '../web-parts.js';
import { createPreviews, FASTEST_SPOKEN, PREVIEW_CHARACTERS, SLOWEST_SPOKEN } from '../speech/index.js';
import type { WebEnv } from '../web-env.js';
import { apiRouter, failures } from './api-router.js';

const voice = z
  .object({
    name: z.string(),
    engine: z.string(),
    language: z.string(),
    quality: z.string(),
    speakers: z.number(),
    licence: z.string(),
    bytes: z.number().openapi({ description: 'To fetch; 0 where there is nothing to fetch.' }),
    installed: z.boolean(),
    defaultFor: z.array(z.string()),
    own: z.boolean(),
    timesRealTime: z.number().nullable().openapi({ description: 'Measured on this machine.' }),
  })
  .openapi('Voice');

const said = z.object({
  text: z.string().min(1).max(PREVIEW_CHARACTERS),
  speed: z.number().min(SLOWEST_SPOKEN).max(FASTEST_SPOKEN).default(1),
});

const list = createRoute({
  method: 'get',
  path: '/voices',
  summary: 'Voices to choose from',
  middleware: [needs('view')] as const,
  responses: {
    200: {
      description: 'All that are known.',
      content: { 'application/json': { schema: z.object({ v: z.literal(1), voices: z.array(voice) }) } },
    },
    ...failures(),
  },
});

const preview = createRoute({
  method: 'post',
  path: '/voices/{name}/preview',
  summary: 'A voice heard on a sentence',
  description:
    'For the role submit: speech takes the processor, and with some engines it costs money. The same sentence of the same ' +
    'voice at the same speed is kept for a while; new ones are limited in number.',
  middleware: [needs('submit')] as const,
  request: {
    params: z.object({ name: wishedName }),
    body: { required: true, content: { 'application/json': { schema: said } } },
  },
  responses: {
    200: { description: 'The sound.', content: { 'audio/wav': { schema: z.string().openapi({ format: 'binary' }) } } },
    ...failures(404, 409, 429, 503),
  },
});

export function voiceRoutes({ voices, speak, desk, clock }: WebParts): OpenAPIHono<WebEnv> {
  const previews = createPreviews({ speak, desk, clock });
  const router = apiRouter();
  router.openapi(list, async (c) => c.json({ v: 1 as const, voices: [...(await voices())].map(shown) }, 200));
  router.openapi(preview, async (c) => {
    const { text, speed } = c.req.valid('json');
    const sound = await previews.hear({ voice: c.req.valid('param').name, text, speed }, c.req.raw.signal);
    return new Response(sound, { headers: { 'Content-Type': 'audio/wav', 'Cache-Control': 'private, no-store' } });
  });
  return router;
}

const shown = (one: Awaited<ReturnType<WebParts['voices']>>[number]) => ({ ...one, defaultFor: [...one.defaultFor] });
