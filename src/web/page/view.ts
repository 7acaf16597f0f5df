import type { Instant } from '../../core/index.js';
import type { WebRole } from '../access/index.js';
import type { Assets } from './assets.js';

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
