import type { Places } from './places.js';

export interface ServerPlan {
  readonly name: string;
  /** 0: one that is free. */
  readonly port: number;
  readonly user: string;
  readonly pass: string;
}

/**
 * The configuration of a user's own server.
 *
 * `max_file_store` must never be smaller than what streams have reserved, or older servers do not find them again; so
 * it is a number nobody reaches, and the real limits are those of the streams.
 */
export function serverConfig(plan: ServerPlan, places: Places): string {
  return `# Written by e2a at every start; changes do not last.
server_name: ${quoted(plan.name)}
listen: "127.0.0.1:${plan.port === 0 ? -1 : plan.port}"
ports_file_dir: ${quoted(places.ports)}
max_payload: 1MB
max_pending: 128MB
write_deadline: "30s"
log_file: ${quoted(places.serverLog)}
logfile_size_limit: 4MB
logfile_max_num: 2
authorization { user: ${quoted(plan.user)}, password: ${quoted(plan.pass)} }
jetstream {
  store_dir: ${quoted(places.store)}
  max_file_store: 1TB
  max_memory_store: 256MB
  sync_interval: always
}
`;
}

/** The file's strings are those of JSON. */
const quoted = (text: string): string => JSON.stringify(text);
