import { OpenAPIHono } from '@hono/zod-openapi';
import { CODES } from '../../core/index.js';
import { WebRefusal } from '../errors/index.js';
import type { WebEnv } from '../web-env.js';

/** A router whose routes stand in the OpenAPI document; what does not fit their schemas is refused with 400. */
export function apiRouter(): OpenAPIHono<WebEnv> {
  return new OpenAPIHono<WebEnv>({
    defaultHook: (result) => {
      if (result.success) return;
      const { target, error } = result;
      throw misfit(target, error.issues);
    },
  });
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

const PARTS: Readonly<Record<string, string>> = { json: 'body', param: 'path', header: 'headers' };

const misfit = (target: string, issues: readonly Issue[]): WebRefusal =>
  new WebRefusal(400, {
    code: CODES.usage,
    what: `The ${PARTS[target] ?? target} of the request is not as it has to be.`,
    why: issues
      .map(({ path, message }) => (path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`))
      .join('; '),
    fix: 'look at the route in /api/docs',
  });

/** How routes are named in the document by what they may fail with. */
type FailureStatus = 400 | 401 | 403 | 404 | 408 | 409 | 411 | 413 | 416 | 422 | 429 | 503;

const OF_ALL = [400, 401, 403, 500] as const;
const FAILURE = { $ref: '#/components/responses/Failure' };

/**
 * The failures of a route, for its `responses`: `...failures(404, 409)`. Those of every route (400, 401, 403, 500) come along.
 * As references they also leave handlers free to answer with any `Response`.
 */
export const failures = <S extends FailureStatus = never>(
  ...statuses: readonly S[]
): Readonly<Record<S | (typeof OF_ALL)[number], typeof FAILURE>> =>
  Object.fromEntries([...OF_ALL, ...statuses].map((status) => [status, FAILURE])) as Readonly<
    Record<S | (typeof OF_ALL)[number], typeof FAILURE>
  >;
