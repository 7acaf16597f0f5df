/** Read at the same time for a list. */
const READ_AT_ONCE = 8;

/** Does `work` for every item, a few at a time. @returns the results in the order of the items */
export async function fewAtOnce<In, Out>(items: readonly In[], work: (item: In) => Promise<Out>): Promise<Out[]> {
  const results: Out[] = [];
  for (let from = 0; from < items.length; from += READ_AT_ONCE)
    results.push(...(await Promise.all(items.slice(from, from + READ_AT_ONCE).map(work))));
  return results;
}
