/** What every header may hold; quotes and backslashes would have to be escaped, and clients differ in that. */
const NOT_PLAIN = /[^\x20-\x7e]|["\\%]/g;
/** Halves of signs beyond 16 bits, without their other half: no encoding has them. */
const HALF_SIGNS = /\p{Surrogate}/gu;
/** What `encodeURIComponent` leaves alone and RFC 8187 does not allow. */
const NOT_ATTR = /['()*]/g;

/** `Content-Disposition` of a file that is kept under its name, whatever letters it has (RFC 6266). */
export function attachment(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').replace(NOT_PLAIN, '_');
  if (plain === name) return `attachment; filename="${name}"`;
  const encoded = encodeURIComponent(name.replace(HALF_SIGNS, '_')).replace(
    NOT_ATTR,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
