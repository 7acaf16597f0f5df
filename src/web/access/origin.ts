import { CODES } from '../../core/index.js';
import { isLoopback } from '../../gate/index.js';
import { WebRefusal } from '../errors/index.js';

/** What a request says of where it comes from and whom it means; null: nothing. */
export interface Provenance {
  readonly host: string;
  readonly forwardedHost: string | null;
  readonly origin: string | null;
  /** `Sec-Fetch-Site`: only browsers send it, and no page can change it. */
  readonly site: string | null;
}

/** Of what is not asked by another site's page: this page itself, or a person who typed the address. */
const OWN_SITES = ['same-origin', 'none'];

/**
 * A write has to come from this page or from no page at all.
 * @throws WebRefusal (403)
 */
export function demandOwnOrigin(from: Provenance, trustedHosts: readonly string[]): void {
  const isOwn = from.site === null ? isOwnOrigin(from, trustedHosts) : OWN_SITES.includes(from.site);
  if (isOwn) return;
  throw new WebRefusal(403, {
    code: CODES.foreignOrigin,
    what: 'Another site’s page asked for this, so it is not done.',
    why: `The request comes from ${from.origin ?? 'elsewhere'} and is for ${from.host}.`,
    fix: 'use this page itself; a script sends the header Authorization: Bearer TOKEN',
  });
}

/**
 * A program sends no origin. A browser's has to be the host that is meant, as the proxy was asked for it: a page of
 * another site cannot set that header without this server's leave.
 */
function isOwnOrigin({ origin, host, forwardedHost }: Provenance, trustedHosts: readonly string[]): boolean {
  if (origin === null) return true;
  const sender = /^https?:\/\/([^/]+)$/.exec(origin)?.[1]?.toLowerCase();
  if (sender === undefined) return false;
  return [host, forwardedHost].some((own) => own?.toLowerCase() === sender) || trustedHosts.includes(nameOf(sender));
}

/**
 * Against names that were turned to this machine by another's DNS: on loopback only known names are answered.
 * @param bound where the page listens
 * @throws WebRefusal (421)
 */
export function demandKnownHost(host: string, bound: string, trustedHosts: readonly string[]): void {
  if (!isLoopback(bound)) return;
  const name = nameOf(host);
  if (isLoopback(name) || name === bound.toLowerCase() || trustedHosts.includes(name)) return;
  throw new WebRefusal(421, {
    code: CODES.foreignHost,
    what: `Nobody here is called ${name}.`,
    why: 'The page is open to this machine only, and that name may be another site’s that was pointed here.',
    fix: `open http://localhost, or let web.trusted_hosts name ${name} (E2A_WEB_TRUSTED_HOSTS)`,
  });
}

/** `books.home:7860` → `books.home`; `[::1]:7860` → `::1`. */
const nameOf = (host: string): string =>
  host
    .toLowerCase()
    .replace(/:\d+$/, '')
    .replace(/^\[|\]$/g, '');
