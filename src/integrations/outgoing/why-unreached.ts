const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/** A network error's own sentence may name the address, which may be a secret. @param limitMs how long was waited */
export function whyUnreached(error: unknown, limitMs: number): string {
  if (error instanceof Error && error.name === 'TimeoutError') return `No answer within ${shown(limitMs)}.`;
  const { cause } = error as { readonly cause?: { readonly code?: unknown } };
  return typeof cause?.code === 'string' ? `It cannot be reached: ${cause.code}.` : 'It cannot be reached.';
}

const shown = (ms: number): string => (ms < MINUTE_MS ? `${ms / SECOND_MS} s` : `${ms / MINUTE_MS} min`);
