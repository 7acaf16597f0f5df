import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Settings } from '../../config/index.js';
import { CODES, EXIT, isJsonObject, parseJson, UserError } from '../../core/index.js';

/** A page on this machine answers at once. */
const ASK_LIMIT_MS = 1_500;

type Place = Pick<Settings, 'webHost' | 'webPort'>;

/**
 * Better now than after the server has come up: somebody else listens there.
 * @throws UserError (exit 2) that says who, when it is another e2a
 */
export async function demandPort(place: Place): Promise<void> {
  if (place.webPort === 0 || !(await isTaken(place))) return;
  const { webHost, webPort } = place;
  const url = `http://${nameFor(webHost)}:${webPort}/`;
  const fix = `name another port: e2a up --port ${webPort + PORTS_ON}, or E2A_WEB_PORT; 0 takes any that is free`;
  const other = await isE2a(url);
  throw new UserError(
    {
      code: CODES.configInvalid,
      what: `Port ${webPort} of this machine is taken.`,
      why: other
        ? `Another e2a is there, of another user or another data folder: ${url}`
        : 'Another program listens there.',
      fix: other ? `open ${url}, or ${fix}` : fix,
    },
    EXIT.usage,
  );
}

/** The next one is that of the status. */
const PORTS_ON = 2;

const nameFor = (host: string): string => {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
};

/** Whatever else is wrong with the address is said by whoever binds it. */
async function isTaken({ webHost, webPort }: Place): Promise<boolean> {
  const probe = createServer();
  try {
    probe.listen(webPort, webHost);
    await once(probe, 'listening');
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
  } finally {
    probe.close();
  }
}

/** What `/health` of every node says: `{ok, node, version, roles}`. */
async function isE2a(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}health`, { signal: AbortSignal.timeout(ASK_LIMIT_MS) });
    const said = parseJson(await answer.text());
    return said.ok && isJsonObject(said.value) && typeof said.value['node'] === 'string' && 'roles' in said.value;
  } catch {
    return false;
  }
}
