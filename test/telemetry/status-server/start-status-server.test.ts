import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type RunningStatusServer,
  startStatusServer,
  type StatusServerOptions,
} from '../../../src/telemetry/status-server/index.js';
import { pretendSource } from './pretend-source.js';

const TOKEN = 'a-token-of-sixteen-signs';

describe('the status server', () => {
  const running: { close(): Promise<void> | void }[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((one) => one.close()));
  });
  const start = async (more: Partial<StatusServerOptions> = {}): Promise<RunningStatusServer> => {
    const options = { host: '127.0.0.1', port: 0, isChosen: false, tokens: [], source: pretendSource(), ...more };
    const server = await startStatusServer(options);
    running.push(server);
    return server;
  };
  const takenPort = async (): Promise<number> => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    running.push({ close: () => void server.close() });
    return (server.address() as AddressInfo).port;
  };
  const statusOf = async (url: string, headers: Record<string, string> = {}): Promise<number> =>
    (await fetch(url, { headers })).status;

  it('answers on loopback without a token, by names of this machine only', async () => {
    const { url } = await start();
    expect(await statusOf(`${url}/status`)).toBe(200);
    expect(await statusOf(`${url}/nothing`)).toBe(404);
    expect(await statusOf(url.replace('127.0.0.1', 'localhost'))).toBe(404);
    const { request } = await import('node:http');
    const foreign = request(`${url}/status`, { headers: { host: 'evil.example:80' } }).end();
    const [answer] = (await once(foreign, 'response')) as [{ statusCode: number; resume(): void }];
    answer.resume();
    expect(answer.statusCode).toBe(421);
  });

  it('lets no page of another site play or frame what it has', async () => {
    const { headers } = await fetch(`${(await start()).url}/status`);
    expect(headers.get('Cross-Origin-Resource-Policy')).toBe('same-origin');
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'");
  });

  it('takes the next port where the usual one is taken, and none but the chosen one', async () => {
    const port = await takenPort();
    const { url } = await start({ port });
    expect(Number(new URL(url).port)).not.toBe(port);
    await expect(start({ port, isChosen: true })).rejects.toMatchObject({
      exitCode: 2,
      failure: { what: expect.stringContaining(String(port)), fix: expect.stringContaining('--status-port') },
    });
  });

  it('opens no other address without a token', async () => {
    await expect(start({ host: '0.0.0.0' })).rejects.toMatchObject({
      exitCode: 2,
      failure: { code: 'E2A-5006', fix: expect.stringContaining('e2a config token') },
    });
  });

  it('with a token shows strangers no more than whether it lives', async () => {
    const { url } = await start({ host: '0.0.0.0', tokens: [TOKEN, 'another-token-of-someone'] });
    for (const path of ['/livez', '/readyz', '/health']) expect(await statusOf(url + path)).toBe(200);
    for (const path of ['/status', '/metrics', '/progress?job=x', '/download?job=x', '/nothing']) {
      expect(await statusOf(url + path)).toBe(401);
      expect(await statusOf(url + path, { authorization: 'Bearer wrong' })).toBe(401);
    }
    expect(await statusOf(`${url}/status`, { authorization: `Bearer ${TOKEN}` })).toBe(200);
  });

  it('bears ten wrong tokens a minute, and a right one at any time', async () => {
    let now = 90_000;
    const { url } = await start({ tokens: [TOKEN], source: pretendSource({ now: () => now }) });
    const status = (token: string) => fetch(`${url}/status`, { headers: { authorization: `Bearer ${token}` } });
    for (let n = 0; n < 10; n++) expect((await status(`wrong${n}`)).status).toBe(401);
    const refused = await status('wrong-too');
    expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '60']);
    expect(await refused.json()).toMatchObject({ error: { code: 'E2A-6006' } });
    expect((await status(TOKEN)).status).toBe(200);
    expect(await statusOf(`${url}/status`)).toBe(401);
    expect(await statusOf(`${url}/livez`, { authorization: 'Bearer wrong' })).toBe(200);
    now += 60_000;
    expect((await status('wrong-again')).status).toBe(401);
  });
});
