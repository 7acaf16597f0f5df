import type { HttpBindings } from '@hono/node-server';
import type { WebRole } from './roles.js';

/** What handlers find in their context. */
export interface WebEnv {
  /** Absent in tests that call the app without a socket. */
  readonly Bindings: Partial<HttpBindings>;
  readonly Variables: {
    /** Whose request it is; null: nobody who has shown a token. */
    readonly role: WebRole | null;
  };
}
