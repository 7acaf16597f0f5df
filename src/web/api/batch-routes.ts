import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { BATCH_ROWS_MAX, reportCsv } from '../../client/index.js';
import { decidingWishes } from '../../ordering/index.js';
import { needs } from '../access/index.js';
import { attachment } from '../downloads/index.js';
import type { WebParts } from '../web-parts.js';
import type { WebEnv } from '../web-env.js';
import { apiRouter, failures } from './api-router.js';
import { orderBatch } from './batch-orders.js';
import { json, v } from './schemas.js';
import { wishes } from './wishes.js';

const ID_CHARACTERS = 200;
const batchParam = z.object({
  id: z.string().min(1).max(ID_CHARACTERS).openapi({ description: 'Of a batch, or its beginning.' }),
});

const entry = z.object({ id: z.string(), name: z.string(), createdAt: z.number(), books: z.number() });
const row = z.object({
  file: z.string(),
  job: z.string().nullable(),
  title: z.string(),
  state: z.string().openapi({ description: 'Of its job; or not-ordered, refused.' }),
  percent: z.number(),
  files: z.array(z.string()),
  code: z.string().nullable(),
  reason: z.string().nullable(),
});

const create = createRoute({
  method: 'post',
  path: '/batches',
  summary: 'Order many books at once',
  description:
    'They are ordered one after the other, with the same wishes, while the answer is there already; the report tells ' +
    'what became of each. A book that is refused holds up none. The same name, books and wishes again are the same batch, ' +
    'and what is missing of it is ordered.',
  middleware: [needs('submit')] as const,
  request: {
    body: {
      required: true,
      content: json(
        wishes.extend({
          name: z.string().min(1).max(ID_CHARACTERS),
          books: z.array(z.string().max(100)).min(1).max(BATCH_ROWS_MAX).openapi({
            description: 'Ids of books that were sent.',
          }),
        }),
      ),
    },
  },
  responses: {
    202: {
      description: 'It is begun.',
      content: json(entry.extend({ v, already: z.boolean().openapi({ description: 'It was asked for before.' }) })),
    },
    ...failures(404, 503),
  },
});

const list = createRoute({
  method: 'get',
  path: '/batches',
  summary: 'Batches, the newest first',
  middleware: [needs('view')] as const,
  responses: {
    200: { description: 'All that are kept.', content: json(z.object({ v, batches: z.array(entry) })) },
    ...failures(503),
  },
});

const show = createRoute({
  method: 'get',
  path: '/batches/{id}',
  summary: 'What became of each book of a batch',
  middleware: [needs('view')] as const,
  request: { params: batchParam },
  responses: {
    200: {
      description: '`counts`: how many stand how.',
      content: json(entry.extend({ v, counts: z.record(z.string(), z.number()), rows: z.array(row) })),
    },
    ...failures(404, 503),
  },
});

const table = createRoute({
  method: 'get',
  path: '/batches/{id}/report.csv',
  summary: 'The same as a table',
  middleware: [needs('view')] as const,
  request: { params: batchParam },
  responses: {
    200: { description: 'A row for each book.', content: { 'text/csv': { schema: z.string() } } },
    ...failures(404, 503),
  },
});

export function batchRoutes(parts: WebParts): OpenAPIHono<WebEnv> {
  const { client, shelf, log } = parts;
  const router = apiRouter();
  router.openapi(create, async (c) => {
    const { name, books, ...wished } = c.req.valid('json');
    const kept = await Promise.all(books.map((id) => shelf.find(id)));
    const batch = await client.batches.create(
      name,
      kept.map(({ fileName }) => fileName),
      [books, decidingWishes(wished)],
    );
    void orderBatch(parts, batch.id, books, wished).catch((error: unknown) =>
      log.error({ error: String(error), batch: batch.id }, 'a batch is not ordered to its end'),
    );
    return c.json({ v: 1, ...batch }, 202);
  });
  router.openapi(list, async (c) => c.json({ v: 1, batches: [...(await client.batches.list())] }, 200));
  router.openapi(show, async (c) => {
    const { rows, counts, ...facts } = await client.batches.report(c.req.valid('param').id);
    const shown = rows.map((one) => ({ ...one, files: [...one.files] }));
    return c.json({ v: 1, ...facts, counts: { ...counts }, rows: shown }, 200);
  });
  router.openapi(table, async (c) => {
    const report = await client.batches.report(c.req.valid('param').id);
    return c.body(reportCsv(report), 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': attachment(`${report.id}.csv`),
    });
  });
  return router;
}
