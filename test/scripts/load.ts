/** A module of plain JavaScript (scripts, samples, bin), with the types its test needs. @param path from the project's root */
export async function load<Exports>(path: string): Promise<Exports> {
  return (await import(new URL(`../../${path}`, import.meta.url).href)) as Exports;
}
