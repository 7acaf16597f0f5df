import type { Failure } from '../../core/index.js';

export interface RefusalOptions extends ErrorOptions {
  readonly headers?: Readonly<Record<string, string>>;
}

/** What is wrong with a request as such: who sends it, from where, how much. Its status is its own. */
export class WebRefusal extends Error {
  override readonly name = 'WebRefusal';
  readonly headers: Readonly<Record<string, string>>;
  constructor(
    readonly status: RefusalStatus,
    readonly failure: Failure,
    { headers = {}, ...options }: RefusalOptions = {},
  ) {
    super(failure.what, options);
    this.headers = headers;
  }
}

export type RefusalStatus = 400 | 401 | 403 | 404 | 408 | 409 | 411 | 413 | 415 | 416 | 421 | 429 | 503;
