import type { Context } from 'hono';
import type { Instant } from '../../core/index.js';
import type { WebRole } from '../access/index.js';
import { rootOf } from '../root-of.js';
import type { WebEnv } from '../web-env.js';
import type { WebParts } from '../web-parts.js';
import type { Assets } from './assets.js';

/** Of what changes while somebody looks. */
export const FRESH = { 'Cache-Control': 'no-store' };
const FOR_PROGRAMS = ['/api', '/v1'];

/** Who looks, from where: what every page is built with. */
export interface Viewer {
  /** From the page to the root of the app: `./`, `../`. */
  readonly root: string;
  /** Null: nobody who has shown a token. */
  readonly role: WebRole | null;
  /** Nobody needs a token here. */
  readonly isOpen: boolean;
  readonly now: Instant;
  /** Name of this page's e2a among several; null for none. */
  readonly badge: string | null;
  readonly version: string;
  readonly assets: Assets;
  /** What nobody could do: a number beside the page's name. */
  readonly problems: number;
}

export const maySteer = ({ role }: Viewer): boolean => role === 'submit' || role === 'admin';
export const mayRule = ({ role }: Viewer): boolean => role === 'admin';

/** Who looks, as a request tells. */
export const viewersOf =
  ({ settings, doorkeeper, clock, version }: WebParts, assets: Assets) =>
  (c: Context<WebEnv>, problems = 0): Viewer => ({
    root: rootOf(c.req.path, settings.basePath),
    role: c.get('role'),
    isOpen: doorkeeper.isOpen,
    now: clock.now(),
    badge: settings.name,
    version,
    assets,
    problems,
  });

/** Programs are answered in JSON: under the addresses made for them, and wherever they do not ask for a page. */
export function isForPeople(c: Context<WebEnv>, basePath: string): boolean {
  const path = c.req.path.slice(basePath.length);
  const isRoute = FOR_PROGRAMS.some((folder) => path === folder || path.startsWith(`${folder}/`));
  return !isRoute && c.req.path.startsWith(basePath) && (c.req.header('Accept') ?? '').includes('text/html');
}
