import { readJsonFile, writePrivately } from './places.js';

/** How users reach a guardian and its server: the file `endpoint.json`, readable for its owner only. */
export interface Endpoint {
  /** Port of the guardian on loopback, and the word it wants to hear. */
  readonly controlPort: number;
  readonly token: string;
  readonly serverPort: number;
  /** New at every start: tells our server from another one that got its port. */
  readonly serverName: string;
  readonly user: string;
  readonly pass: string;
}

export const writeEndpoint = (path: string, endpoint: Endpoint): void =>
  writePrivately(path, `${JSON.stringify(endpoint, null, 2)}\n`);

/** Null when there is none, or one that is not whole. */
export function readEndpoint(path: string): Endpoint | null {
  const found = readJsonFile(path);
  if (found === null) return null;
  const { controlPort, token, serverPort, serverName, user, pass } = found;
  if (typeof controlPort !== 'number' || typeof serverPort !== 'number') return null;
  if (typeof token !== 'string' || typeof serverName !== 'string') return null;
  if (typeof user !== 'string' || typeof pass !== 'string') return null;
  return { controlPort, token, serverPort, serverName, user, pass };
}
