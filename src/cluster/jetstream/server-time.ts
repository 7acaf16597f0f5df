import type { Instant } from '../../core/index.js';
import type { Link } from './link.js';
import { patiently } from './patience.js';
import { MAIL_STREAM } from './subjects.js';

/** The server's clock. Every answer about a stream bears the time it was given. */
export const serverTime = (link: Link, stream = MAIL_STREAM): Promise<Instant> =>
  patiently(link, 'asking for the time', async () => {
    const { ts } = await link.jsm.streams.info(stream);
    return ts === undefined ? Date.now() : Date.parse(ts);
  });
