import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { NodeOrder } from '../../client/index.js';
import { CODES } from '../../core/index.js';
import { needs } from '../access/index.js';
import { WebRefusal } from '../errors/index.js';
import type { WebParts } from '../web-parts.js';
import type { WebEnv } from '../web-env.js';
import { apiRouter, failures } from './api-router.js';
import { lettersByCause } from './letter-groups.js';

/** So long a page looks on until an order is followed; it goes on whether somebody looks or not. */
const LOOK_ON_MS = 2_000;

const node = z
  .looseObject({
    node: z.string(),
    host: z.string(),
    version: z.string(),
    roles: z.array(z.string()),
    slots: z.number(),
    busy: z.number(),
    device: z.string(),
    deviceMemory: z
      .object({ usedBytes: z.number(), totalBytes: z.number() })
      .optional()
      .openapi({ description: 'Of its GPU, a few seconds ago; absent: it has none, or the driver does not say.' }),
    charactersPerSecond: z.number().nullable(),
    state: z.enum(['ready', 'resting', 'cordoned', 'draining']),
    startedAt: z.number(),
    seenAt: z.number(),
  })
  .openapi('Node');

const queue = z
  .object({
    class: z.string(),
    priority: z.enum(['p0', 'p1', 'p2']),
    waiting: z.number(),
    leased: z.number(),
    redelivered: z.number(),
    oldestAt: z.number().nullable(),
  })
  .openapi('Queue');

const letter = z.looseObject({
  id: z.string(),
  origin: z.enum(['work', 'mail']),
  job: z.string(),
  chapter: z.string(),
  item: z.string(),
  reason: z.string(),
  at: z.number(),
});
const group = z
  .object({
    cause: z.string(),
    code: z.string().nullable(),
    origin: z.enum(['work', 'mail']),
    count: z.number(),
    firstAt: z.number(),
    lastAt: z.number(),
    letters: z.array(letter),
  })
  .openapi('LetterGroup');

/** What a GET route answers with: one object of the version and one list. */
const listed = <S extends z.ZodType>(path: string, summary: string, name: string, one: S) =>
  createRoute({
    method: 'get',
    path,
    summary,
    middleware: [needs('view')] as const,
    responses: {
      200: {
        description: 'As it is now.',
        content: { 'application/json': { schema: z.object({ v: z.literal(1), [name]: z.array(one) }) } },
      },
      ...failures(),
    },
  });

const nodes = listed('/nodes', 'Nodes that reported lately', 'nodes', node);
const queues = listed('/queues', 'What lies in the work queues', 'queues', queue);
const letters = listed('/dlq', 'What nobody could do, by cause', 'groups', group);

const ORDERS: Readonly<Record<string, NodeOrder>> = { cordon: 'cordon', uncordon: 'work', drain: 'drain' };

const order = createRoute({
  method: 'post',
  path: '/nodes/{name}/{order}',
  summary: 'Tell a node to take nothing new, to work again, or to finish and leave',
  middleware: [needs('admin')] as const,
  request: { params: z.object({ name: z.string().max(200), order: z.enum(['cordon', 'uncordon', 'drain']) }) },
  responses: {
    202: {
      description: 'The order is written; `followed`: the node already does so.',
      content: {
        'application/json': {
          schema: z.object({ v: z.literal(1), node: z.string(), order: z.string(), followed: z.boolean() }),
        },
      },
    },
    ...failures(404),
  },
});

const answerLetter = createRoute({
  method: 'post',
  path: '/dlq/{id}/{verb}',
  summary: 'Have it done again, or leave it undone',
  middleware: [needs('admin')] as const,
  request: { params: z.object({ id: z.string().max(200), verb: z.enum(['retry', 'skip']) }) },
  responses: {
    202: {
      description: '`removed`: letters that are gone now; those about the same chapter go together.',
      content: { 'application/json': { schema: z.object({ v: z.literal(1), removed: z.array(z.string()) }) } },
    },
    ...failures(404, 409),
  },
});

export function operatorRoutes({ client }: WebParts): OpenAPIHono<WebEnv> {
  const router = apiRouter();
  router.openapi(nodes, async (c) => json(c, { nodes: await client.nodes() }));
  router.openapi(queues, async (c) => json(c, { queues: await client.queue() }));
  router.openapi(letters, async (c) => json(c, { groups: lettersByCause(await client.deadLetters()) }));
  router.openapi(order, async (c) => {
    const { name, order: asked } = c.req.valid('param');
    const options = { limitMs: LOOK_ON_MS, signal: c.req.raw.signal };
    const { node: meant, outcome } = await client.orderNode(name, ORDERS[asked] ?? 'work', options);
    return c.json({ v: 1 as const, node: meant, order: asked, followed: outcome === 'done' }, 202);
  });
  router.openapi(answerLetter, async (c) => {
    const { id, verb } = c.req.valid('param');
    if (verb === 'skip') {
      await client.skipLetter(id);
      return c.json({ v: 1 as const, removed: [id] }, 202);
    }
    const end = await client.retryLetter(id, { limitMs: LOOK_ON_MS, signal: c.req.raw.signal });
    if (end.type === 'refused') throw refused(end.why, id);
    if (end.end.outcome === 'refused') throw refused(end.end.why, id);
    return c.json({ v: 1 as const, removed: [...end.removed] }, 202);
  });
  return router;
}

/** Ports' own records, as they are. */
const json = (c: Context<WebEnv>, lists: object): Response =>
  c.body(JSON.stringify({ v: 1, ...lists }), 200, { 'Content-Type': 'application/json' });

const refused = (why: string, id: string): WebRefusal =>
  new WebRefusal(409, {
    code: CODES.notNow,
    what: `The letter ${id} cannot be tried again.`,
    why,
    fix: `e2a dlq skip ${id} takes it away`,
  });
