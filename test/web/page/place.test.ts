import { afterEach, expect, it, vi } from 'vitest';
import { ownPath } from '../../../src/web/access/log-in.js';
import { load } from '../../scripts/load.js';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

it.each([
  ['http://books.home/', './', '', ''],
  ['http://books.home/jobs/moby-dick-7f3a', '../', 'jobs/moby-dick-7f3a', ''],
  ['http://home/e2a/new?book=7f3a#top', './', 'new?book=7f3a', '/e2a'],
  ['http://home/e2a/jobs/moby-dick-7f3a', '../', 'jobs/moby-dick-7f3a', '/e2a'],
])('who has to sign in on %s comes back to where they were', async (href, root, next, prefix) => {
  const location = Object.assign(new URL(href), { assign: vi.fn<(href: string) => void>() });
  vi.stubGlobal('location', location);
  vi.stubGlobal('document', { documentElement: { dataset: { root } }, getElementById: () => ({ textContent: '{}' }) });
  const { answerOf } = await load<{ answerOf(status: number, text: string): unknown }>('src/web/page/assets/api.js');
  answerOf(401, '');
  expect(location.assign).toHaveBeenCalledWith(`${location.origin}${prefix}/login?next=${encodeURIComponent(next)}`);
  expect(ownPath(next)).toBe(next);
});
