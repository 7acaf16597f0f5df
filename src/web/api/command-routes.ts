import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { BookCommand, CommandEnd, JobStatus } from '../../client/index.js';
import { CODES, EXIT, UserError } from '../../core/index.js';
import { selectChapters } from '../../planning/index.js';
import { needs } from '../access/index.js';
import type { WebParts } from '../web-parts.js';
import type { WebEnv } from '../web-env.js';
import { apiRouter, failures } from './api-router.js';
import { bookState, jobParam, json, priority, v } from './schemas.js';

/** A Book that is up answers within a second; without one the order waits in its mailbox, and nobody here does. */
const LOOK_ON_MS = 5_000;

const end = z
  .object({
    v,
    job: z.string(),
    outcome: z
      .enum(['done', 'already', 'unanswered'])
      .openapi({ description: 'unanswered: no node has taken the order yet; it waits for one.' }),
    state: bookState,
    paused: z.boolean(),
    priority,
  })
  .openapi('CommandEnd');

const selection = z.string().max(2_000).openapi({ example: '1,3-5' });

/** What people may say to a Book: how the body becomes its command, and the word for "cannot be … now". */
interface Verb<Body> {
  readonly summary: string;
  readonly participle: string;
  readonly body: z.ZodType<Body>;
  readonly isBodyWanted?: boolean;
  readonly command: (body: Body, status: JobStatus) => BookCommand;
}

/** The same for the route, which knows no body but by its schema. */
interface AnyVerb extends Omit<Verb<unknown>, 'command'> {
  readonly command: (body: unknown, status: JobStatus) => BookCommand;
}

const verb = <Body>(one: Verb<Body>): AnyVerb => ({
  ...one,
  command: (body, status) => one.command(one.body.parse(body), status),
});
const nothing = z.strictObject({});

const VERBS = {
  pause: verb({
    summary: 'Let a job rest: what is being spoken ends, nothing new begins',
    participle: 'paused',
    body: nothing,
    command: () => ({ type: 'PauseBook' }),
  }),
  resume: verb({
    summary: 'Go on with a job that was paused',
    participle: 'resumed',
    body: nothing,
    command: () => ({ type: 'ResumeBook' }),
  }),
  cancel: verb({
    summary: 'End a job; what is spoken is kept',
    participle: 'cancelled',
    body: nothing,
    command: () => ({ type: 'CancelBook' }),
  }),
  retry: verb({
    summary: 'Go on with a job that is over: failed chapters, all, or those that are named',
    participle: 'retried',
    body: z.strictObject({ chapters: z.union([z.enum(['failed', 'all']), selection]).default('failed') }),
    command: ({ chapters }, status) =>
      chapters === 'failed' || chapters === 'all'
        ? { type: 'RetryBook', what: chapters }
        : { type: 'RetryBook', what: 'all', chapters: chaptersIn(chapters, status) },
  }),
  move: verb({
    summary: 'Let a job be served before others or after them',
    participle: 'moved',
    body: z.strictObject({ priority }),
    isBodyWanted: true,
    command: (body) => ({ type: 'MoveBook', priority: body.priority }),
  }),
  verify: verb({
    summary: 'Have a recogniser hear what was spoken; its word stands in the job when it is there',
    participle: 'verified',
    body: z.strictObject({ chapters: selection.optional() }),
    command: ({ chapters }, status) => ({
      type: 'VerifyBook',
      ...(chapters === undefined ? {} : { chapters: chaptersIn(chapters, status) }),
    }),
  }),
  remove: verb({
    summary: 'Take a job and its files away',
    participle: 'removed',
    body: nothing,
    command: () => ({ type: 'RemoveBook' }),
  }),
} as const;

/** @throws UserError (exit 2) for chapters that the job cannot have */
const chaptersIn = (chapters: string, { chapters: known }: JobStatus): readonly number[] =>
  selectChapters(chapters, Math.max(1, ...known.map(({ n }) => n)), 'chapters');

export function commandRoutes(parts: WebParts): OpenAPIHono<WebEnv> {
  const router = apiRouter();
  for (const [name, one] of Object.entries(VERBS)) addVerb(router, parts, name, one);
  const { command, participle, summary } = VERBS.remove;
  router.openapi(createRoute({ method: 'delete', path: '/jobs/{id}', summary, ...FACTS }), (c) =>
    told(c, parts, c.req.valid('param').id, (status) => command({}, status), participle),
  );
  return router;
}

const FACTS = {
  middleware: [needs('submit')],
  request: { params: jobParam },
  responses: { 202: { description: 'The Book was told.', content: json(end) }, ...failures(404, 409, 503) },
};

function addVerb(
  router: OpenAPIHono<WebEnv>,
  parts: WebParts,
  name: string,
  { summary, body, isBodyWanted = false, command, participle }: AnyVerb,
): void {
  const route = createRoute({
    ...FACTS,
    method: 'post',
    path: `/jobs/{id}/${name}`,
    summary,
    request: { params: jobParam, body: { required: isBodyWanted, content: json(body) } },
  });
  router.openapi(route, (c) => {
    const asked = c.req.valid('json');
    return told(c, parts, c.req.param('id') ?? '', (status) => command(asked, status), participle);
  });
}

async function told(
  c: Context<WebEnv>,
  { client, closing }: WebParts,
  name: string,
  command: (status: JobStatus) => BookCommand,
  participle: string,
): Promise<Response> {
  const job = await client.find(name);
  const signal = AbortSignal.any([closing, c.req.raw.signal]);
  const answer = await client.command(job, command(await client.current(job)), { limitMs: LOOK_ON_MS, signal });
  if (answer.outcome === 'refused') throw refused(answer, participle);
  const { state, paused, priority: now } = answer.status;
  return c.json({ v: 1, job, outcome: answer.outcome, state, paused, priority: now }, 202);
}

const refused = ({ status, why }: Extract<CommandEnd, { outcome: 'refused' }>, participle: string): UserError =>
  new UserError(
    {
      code: CODES.notNow,
      what: `${status.job} cannot be ${participle} now.`,
      why,
      fix: 'look how it stands: GET /api/v1/jobs/ID',
    },
    EXIT.failed,
  );
