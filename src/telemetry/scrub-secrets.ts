/** Takes what must not be read by others out of a text. */
export type Scrub = (text: string) => string;

const HIDDEN = '***';

/** `nats://user:password@host` → `nats://***@host`; up to the last @ before a slash, for passwords hold @ too. */
const URL_LOGIN = /([a-z][a-z0-9+.-]*:\/\/)[^\s/"'<>\\]*@/gi;
/** Eight characters are no English word that follows "bearer" by chance. */
const BEARER = /\b(bearer\s+)[\w.~+/-]{8,}=*/gi;
const BASIC = /\b(authorization\\?["']?\s*[:=]\s*\\?["']?(?:basic|digest|token)\s+)[^\s"',\\]+/gi;
const IN_QUERY =
  /([?&](?:[a-z0-9]+[_-])*(?:accesstoken|token|apikey|key|password|pass|secret|sig|signature)=)[^&\s"'#\\]+/gi;
/** `"token":"…"`, also inside a string that is itself JSON. */
const IN_JSON =
  /(\\?"(?:[a-z0-9]+[_-])*(?:password|passwd|pass|token|secret|api_?-?key|apikey|authorization|cookie|seed|nkey)\\?"\s*:\s*\\?")(?:[^"\\]|\\[^"])+/gi;
/** Keys of speech services; seeds of NATS (nkeys); signed tokens (JWT). */
const BY_SHAPE = [/\bsk-[\w-]{16,}/g, /\bS[ACNOUX][A-Z2-7]{56}\b/g, /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]+/g];

/** A known secret shorter than this is not looked for: it would take words away that are none. */
const SHORTEST = 6;

/**
 * A scrubber of lines: logins in URLs, bearer tokens, keys by their shape or by the name of their field, and the values
 * of known secrets, also as JSON and URLs write them.
 */
export function scrubberOf(secrets: readonly string[]): Scrub {
  const known = [...new Set(secrets.filter(({ length }) => length >= SHORTEST).flatMap(spellings))];
  // The longest first: one may be a part of another.
  known.sort((a, b) => b.length - a.length);
  return (text) => known.reduce((left, secret) => left.replaceAll(secret, HIDDEN), byShape(text));
}

/** As it is, in JSON, in JSON within JSON, in a URL. */
const spellings = (secret: string): readonly string[] => [
  secret,
  escaped(secret),
  escaped(escaped(secret)),
  encodeURIComponent(secret),
];

const escaped = (text: string): string => JSON.stringify(text).slice(1, -1);

function byShape(text: string): string {
  const named = [BASIC, BEARER, IN_QUERY, IN_JSON].reduce((left, shape) => left.replace(shape, `$1${HIDDEN}`), text);
  return BY_SHAPE.reduce((left, shape) => left.replace(shape, HIDDEN), named.replace(URL_LOGIN, `$1${HIDDEN}@`));
}
