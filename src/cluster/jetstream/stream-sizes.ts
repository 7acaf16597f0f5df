import type { Link } from './link.js';
import { patiently } from './patience.js';

/** What a stream holds and may hold, in bytes. */
export interface StreamSize {
  readonly stream: string;
  readonly usedBytes: number;
  readonly limitBytes: number;
}

/** The streams of the topology that are there and have a limit. Asked one by one: no role may list those of others. */
export async function streamSizes(link: Link, names: readonly string[]): Promise<readonly StreamSize[]> {
  const asked = names.map((name) => patiently(link, `looking at ${name}`, () => link.jsm.streams.info(name)));
  const answers = await Promise.allSettled(asked);
  return answers.flatMap((answer) => {
    if (answer.status === 'rejected' || answer.value.config.max_bytes <= 0) return [];
    const { config, state } = answer.value;
    return [{ stream: config.name, usedBytes: state.bytes, limitBytes: config.max_bytes }];
  });
}
