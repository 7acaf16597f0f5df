/**
 * From a page to the root of the app, so that links hold behind proxies that strip a path: `../` for `/jobs/ID`.
 * @param path of the request, with the base path
 */
export function rootOf(path: string, basePath: string): string {
  const depth = path.slice(basePath.length).split('/').length - 2;
  return depth > 0 ? '../'.repeat(depth) : './';
}
