import type { Link } from './link.js';
import { patiently } from './patience.js';

/** All subjects with a message under `filter`; asks for counts, not for a consumer, so nothing is left behind. */
export async function subjectsOf(
  link: Link,
  stream: string,
  filter: string,
  what = `listing ${stream}`,
): Promise<string[]> {
  const info = await patiently(link, what, () => link.jsm.streams.info(stream, { subjects_filter: filter }));
  return Object.keys(info.state.subjects ?? {});
}
