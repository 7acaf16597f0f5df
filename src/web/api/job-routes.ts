import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { CODES, EXIT, UserError } from '../../core/index.js';
import { orderBook, settingsUnder } from '../../ordering/index.js';
import { needs } from '../access/index.js';
import type { WebParts } from '../web-parts.js';
import type { WebEnv } from '../web-env.js';
import { apiRouter, failures } from './api-router.js';
import { jobPage } from './job-pages.js';
import { lookingInto } from './looking.js';
import { bookState, job, jobParam, json, listedJob, report, v } from './schemas.js';
import { type Wishes, wishes } from './wishes.js';

const MOST_IN_PAGE = 200;
const USUAL_IN_PAGE = 50;

const order = wishes.extend({ book: z.string().max(100).openapi({ description: 'The id of a book that was sent.' }) });

const submit = createRoute({
  method: 'post',
  path: '/jobs',
  summary: 'Order an audiobook',
  description:
    'The same book with the same wishes is the same job: `already` says that it was there. With an Idempotency-Key the ' +
    'answer to a repeated request is the first one, for a day.',
  middleware: [needs('submit')] as const,
  request: {
    headers: z.object({ 'idempotency-key': z.string().min(1).max(200).optional() }),
    body: { required: true, content: json(order) },
  },
  responses: {
    202: {
      description: 'The cluster has it. `notes` are sentences for a person.',
      content: json(z.object({ v, job: z.string(), already: z.boolean(), notes: z.array(z.string()) })),
    },
    ...failures(404, 409, 422, 503),
  },
});

const list = createRoute({
  method: 'get',
  path: '/jobs',
  summary: 'Jobs, the one ordered last first',
  middleware: [needs('view')] as const,
  request: {
    query: z.object({
      state: bookState.optional(),
      cursor: z.string().max(400).optional().openapi({ description: 'What the page before has as `next`.' }),
      limit: z.coerce.number().int().min(1).max(MOST_IN_PAGE).default(USUAL_IN_PAGE),
    }),
  },
  responses: {
    200: {
      description: '`next` is null on the last page.',
      content: json(z.object({ v, jobs: z.array(listedJob), next: z.string().nullable() })),
    },
    ...failures(503),
  },
});

const show = createRoute({
  method: 'get',
  path: '/jobs/{id}',
  summary: 'How a job stands, chapter by chapter',
  middleware: [needs('view')] as const,
  request: { params: jobParam },
  responses: { 200: { description: 'As it is now.', content: json(job) }, ...failures(404, 503) },
});

const showReport = createRoute({
  method: 'get',
  path: '/jobs/{id}/report',
  summary: 'What of its book is not spoken, and why',
  middleware: [needs('view')] as const,
  request: { params: jobParam },
  responses: { 200: { description: 'All of it.', content: json(report) }, ...failures(404, 409, 503) },
});

export function jobRoutes(parts: WebParts): OpenAPIHono<WebEnv> {
  const { client, once } = parts;
  const router = apiRouter();
  router.openapi(submit, async (c) => {
    const asked = c.req.valid('json');
    const work = () => ordered(parts, asked, c.req.raw.signal);
    const key = c.req.valid('header')['idempotency-key'];
    if (key === undefined) return c.json(await work(), 202);
    const { answer, replayed } = await once.do(key, { jobs: asked }, work);
    return c.json(answer, 202, replayed ? { 'Idempotent-Replayed': 'true' } : {});
  });
  router.openapi(list, async (c) => {
    const { entries, next } = jobPage(await client.jobs(), c.req.valid('query'));
    const jobs = entries.map(({ status, updatedAt, orderedAt }) => ({ ...status, updatedAt, orderedAt }));
    return c.json({ v: 1, jobs, next }, 200);
  });
  router.openapi(show, async (c) => {
    const status = await client.current(await client.find(c.req.valid('param').id));
    return c.json({ v: 1, ...status }, 200);
  });
  router.openapi(showReport, async (c) => {
    const id = await client.find(c.req.valid('param').id);
    const found = await client.report(id);
    if (found === null) throw notRead(id, (await client.current(id)).state);
    return c.json({ v: 1, job: id, ...found }, 200);
  });
  return router;
}

export async function ordered(
  parts: WebParts,
  { book: id, ...wished }: Wishes & { readonly book: string },
  caller: AbortSignal,
) {
  const { client, configuration } = parts;
  const { submission, notes } = await lookingInto(parts, id, caller, (book, here) =>
    orderBook(client, book, wished, settingsUnder(configuration, wished), here),
  );
  return { v: 1, job: submission.job, already: submission.already, notes: [...notes] };
}

const notRead = (id: string, state: string): UserError =>
  new UserError(
    {
      code: CODES.notFinished,
      what: `The book of ${id} has not been read yet.`,
      why: `It is ${state}.`,
      fix: 'ask again when it is read: GET /api/v1/jobs/ID tells',
    },
    EXIT.notFound,
  );
