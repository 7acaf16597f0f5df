import type { Failure } from '../../core/index.js';

/** An error as OpenAI's clients read it. */
export interface OpenAiError {
  readonly error: {
    readonly message: string;
    readonly type: 'invalid_request_error' | 'rate_limit_error' | 'server_error';
    /** The field that is wrong. */
    readonly param: string | null;
    readonly code: string | null;
  };
}

const BAD_REQUEST = 400;
const TOO_MANY = 429;
const OUR_FAULT = 500;

export const wrongField = (message: string, param: string | null, code: string | null = null): OpenAiError => ({
  error: { message, type: 'invalid_request_error', param, code },
});

/** A failure of ours in that shape: what, why and what mends it as one message. */
export function openAiError(status: number, failure: Failure): OpenAiError {
  const { code, what, why, fix } = failure;
  const message = [what, why, fix].filter((part) => part !== undefined).join(' ');
  return { error: { message, type: typeOf(status), param: null, code } };
}

function typeOf(status: number): OpenAiError['error']['type'] {
  if (status === TOO_MANY) return 'rate_limit_error';
  return status >= BAD_REQUEST && status < OUR_FAULT ? 'invalid_request_error' : 'server_error';
}
