import { nuid } from '@nats-io/transport-node';
import { classify, isGone } from './classify.js';
import type { Link } from './link.js';
import { patiently } from './patience.js';

const SUBJECTS = 'e2a-size-test';

/**
 * Asks the server whether it would keep a stream of this size, with a stream that lives for as long as the answer takes.
 * There is no other way: a server does not tell its limits to clients.
 * @param why in words, for the error: `measuring the store`
 * @returns null when it would, else the server's error; errors that say nothing about the size are thrown
 */
export async function tryStream(link: Link, why: string, bytes: number, replicas: number): Promise<Error | null> {
  // One name for all tries: an answer that got lost would leave a stream behind that nobody knows of.
  const name = `E2A_SIZE_TEST_${nuid.next()}`;
  const test = {
    name,
    subjects: [`${SUBJECTS}.${name}`],
    max_bytes: bytes,
    num_replicas: replicas,
    description: 'e2a: finds out how much may be stored here; gone in a moment',
  };
  const refusal = await patiently(link, why, () => refusalOf(link.jsm.streams.add(test)));
  await patiently(link, why, () => deleteTest(link, name));
  return refusal;
}

async function refusalOf(asked: Promise<unknown>): Promise<Error | null> {
  try {
    await asked;
    return null;
  } catch (error) {
    if (error instanceof Error && classify(error) === 'full') return error;
    throw error;
  }
}

/** Takes away the size tests of hosts that were killed in the middle: each keeps the room it asked for. */
export async function sweepSizeTests(link: Link): Promise<void> {
  const names = await patiently(link, 'looking for old size tests', () => namesOrNone(link));
  for (const name of names) await patiently(link, `deleting ${name}`, () => deleteTest(link, name));
}

/** Who may not look for them may make no streams either, and hears so at the next step. */
async function namesOrNone(link: Link): Promise<string[]> {
  const names: string[] = [];
  try {
    for await (const name of link.jsm.streams.names(`${SUBJECTS}.>`)) names.push(name);
  } catch (error) {
    if (classify(error) !== 'forbidden') throw error;
  }
  return names;
}

async function deleteTest(link: Link, name: string): Promise<void> {
  try {
    await link.jsm.streams.delete(name);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}
