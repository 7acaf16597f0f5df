import { Readable } from 'node:stream';
import { type Context, Hono } from 'hono';
import { CODES, type Failure, toFailure, UserError } from '../../core/index.js';
import { healthAnswer, readyAnswer, statusAnswer } from './node-answers.js';
import type { Download, StatusSource } from './status-source.js';

/** What the routes say never rests in a cache. */
const FRESH = { 'cache-control': 'no-store' };

/**
 * The routes of every node: `/health`, `/livez`, `/readyz`, `/status`, `/metrics`, and `/progress?job=` and
 * `/download?job=` where the source can ask a cluster. Who may ask is decided before.
 */
export function statusRoutes(source: StatusSource): Hono {
  const routes = new Hono();
  routes.get('/health', (c) => c.json(healthAnswer(source), 200, FRESH));
  routes.get('/livez', (c) => c.json({ ok: true }, 200, FRESH));
  routes.get('/readyz', async (c) => {
    const answer = await readyAnswer(source);
    return c.json(answer, answer.ready ? 200 : 503, FRESH);
  });
  routes.get('/status', async (c) => c.json(await statusAnswer(source), 200, FRESH));
  routes.get('/metrics', async (c) => {
    await readyAnswer(source);
    return c.body(await source.metrics.text(), 200, { ...FRESH, 'content-type': source.metrics.contentType });
  });
  addJobRoutes(routes, source);
  return routes;
}

function addJobRoutes(routes: Hono, { progress, download }: StatusSource): void {
  if (progress !== undefined)
    routes.get('/progress', (c) => answered(c, async (job) => c.json({ v: 1, ...(await progress(job)) }, 200, FRESH)));
  if (download === undefined) return;
  routes.get('/download', (c) =>
    answered(c, async (job) => {
      const file = await download(job);
      return file === null ? refused(c, notFinished(job), 409) : fileAnswer(file);
    }),
  );
}

/** Asks for the job that is named, and tells errors as data. */
async function answered(c: Context, ask: (job: string) => Promise<Response>): Promise<Response> {
  const job = c.req.query('job') ?? '';
  if (job === '') return refused(c, JOB_MISSING, 400);
  try {
    return await ask(job);
  } catch (error) {
    const isTold = error instanceof UserError;
    const failure = isTold
      ? error.failure
      : { ...toFailure(error, CODES.internal), what: 'The cluster cannot be asked.' };
    return refused(c, failure, isTold && failure.code === CODES.noSuchJob ? 404 : 503);
  }
}

function fileAnswer({ name, bytes, contentType, read }: Download): Response {
  const body = Readable.toWeb(Readable.from(read())) as ReadableStream<Uint8Array>;
  return new Response(body, {
    headers: {
      ...FRESH,
      'content-type': contentType,
      'content-length': String(bytes),
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      'x-content-type-options': 'nosniff',
    },
  });
}

const JOB_MISSING: Failure = {
  code: CODES.usage,
  what: 'It is not said which job is meant.',
  fix: 'add ?job= and a job id: e2a jobs lists them',
};

const notFinished = (job: string): Failure => ({
  code: CODES.notFinished,
  what: `The job ${job} has no file yet.`,
  fix: `look at /progress?job=${job}`,
});

const refused = (c: Context, { code, what, why, fix }: Failure, status: 400 | 404 | 409 | 503): Response =>
  c.json({ error: { code, what, why, fix } }, status, FRESH);
