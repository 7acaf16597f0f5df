import { nuid } from '@nats-io/transport-node';
import { classify } from './classify.js';
import type { Link } from './link.js';

/**
 * Asks the server whether it would keep a stream of this size, with a stream that lives for as long as the answer takes.
 * There is no other way: a server does not tell its limits to clients.
 * @returns null when it would, else the server's error; errors that say nothing about the size are thrown
 */
export async function tryStream(link: Link, bytes: number, replicas: number): Promise<Error | null> {
  const name = `E2A_SIZE_TEST_${nuid.next()}`;
  const probe = {
    name,
    subjects: [`e2a-size-test.${name}`],
    max_bytes: bytes,
    num_replicas: replicas,
    description: 'e2a: finds out how much may be stored here; gone in a moment',
  };
  try {
    await link.jsm.streams.add(probe);
  } catch (error) {
    if (error instanceof Error && classify(error) === 'full') return error;
    throw error;
  }
  await link.jsm.streams.delete(name);
  return null;
}
