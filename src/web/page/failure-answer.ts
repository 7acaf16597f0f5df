import type { Context } from 'hono';
import { answerFailure, failureOf } from '../errors/index.js';
import type { WebEnv } from '../web-env.js';
import type { WebParts } from '../web-parts.js';
import { loadAssets } from './assets.js';
import { failurePage } from './login.js';
import { shell } from './shell.js';
import { FRESH, isForPeople, type Viewer, viewersOf } from './view.js';
import { LOST } from './words.js';

type FailureAnswer = (error: unknown, c: Context<WebEnv>) => Response | Promise<Response>;

/** What fails at the door, before there is a page: a page for a person, JSON for a program. */
export function createFailureAnswer(parts: WebParts): FailureAnswer {
  const { basePath } = parts.settings;
  const viewerOf = viewersOf(parts, loadAssets());
  return (error, c) => {
    if (!isForPeople(c, basePath)) return answerFailure(error, c, parts.log);
    return failedPage(error, c, { ...viewerOf(c), role: null }, parts);
  };
}

export function failedPage(
  error: unknown,
  c: Context<WebEnv>,
  viewer: Viewer,
  { log }: Pick<WebParts, 'log'>,
): Response | Promise<Response> {
  const { status, failure, headers } = failureOf(error, log, c.req);
  const page = { title: LOST.title, entry: null, body: failurePage(viewer, failure) };
  return c.html(shell(viewer, page), status, { ...FRESH, ...headers });
}
