/** Does `work` for every item, a few at a time. @returns the results in the order of the items */
export async function inLanes<In, Out>(
  items: readonly In[],
  lanes: number,
  work: (item: In) => Promise<Out>,
): Promise<Out[]> {
  const results: Out[] = [];
  const queue = items.map((item, at) => ({ item, at })).reverse();
  const lane = async (): Promise<void> => {
    for (let next = queue.pop(); next; next = queue.pop()) results[next.at] = await work(next.item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}
