import type { OrderWishes } from '../ordering/index.js';

/** Where the cluster is and as whom; what is left out comes from `E2A_*`, `e2a.toml` and the `nats` command line's context. */
export interface LibraryOptions {
  /** `nats://10.0.0.5:4222`; several with commas. */
  readonly server?: string | undefined;
  /** A context of the `nats` command line. */
  readonly context?: string | undefined;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  readonly token?: string | undefined;
  /** How operators see the connection: `e2a/<name>`; default: `library`. */
  readonly name?: string | undefined;
  /** Where relative paths, `e2a.toml` and word lists are looked for; default: the process's. */
  readonly cwd?: string | undefined;
}

export interface SubmitWishes extends OrderWishes {
  /**
   * Chosen by the caller: asked again with it, within a day, the same order is answered with the same job and never
   * begins anew, even with `force`. At most 200 characters.
   */
  readonly key?: string | undefined;
}
