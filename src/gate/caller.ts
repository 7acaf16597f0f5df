/** What a server knows of the socket of a request; absent in tests that call an app without one. */
export interface Caller {
  readonly incoming?: { readonly socket: { readonly remoteAddress?: string | undefined } } | undefined;
}

/** Behind a proxy that of the proxy: what a header says of others, anybody can write. */
export const callerAddress = (caller: Caller | undefined): string =>
  caller?.incoming?.socket.remoteAddress ?? 'unknown';

/** The token in a header `Authorization: Bearer TOKEN`; null: there is none. */
export const bearerIn = (authorization: string | undefined): string | null =>
  /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? null;
