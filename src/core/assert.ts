/** A broken assumption of ours: a bug, not something a user did. */
export class AssertionError extends Error {
  override readonly name = 'AssertionError';
}

export function assert(condition: unknown, what: string): asserts condition {
  if (!condition) throw new AssertionError(what);
}

/** Makes the compiler prove that a switch over a tagged union is complete. */
export function assertNever(value: never, what: string): never {
  throw new AssertionError(`${what}: ${JSON.stringify(value)}`);
}
