import type { Link } from './link.js';
import { patiently } from './patience.js';

/**
 * Takes one message out of a stream; a message of the same subject that came later stays.
 * @returns false when it was not there: the server's errors for that differ, so it is looked for
 */
export const deleteMessage = (link: Link, stream: string, seq: number, what: string): Promise<boolean> =>
  patiently(link, what, async () => {
    try {
      return await link.jsm.streams.deleteMessage(stream, seq, false);
    } catch (error) {
      if ((await link.jsm.streams.getMessage(stream, { seq })) === null) return false;
      throw error;
    }
  });
