import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Login, connectCluster } from '../../../src/cluster/jetstream/index.js';
import { makeAuthority, makeCertificate } from '../../support/certificates.js';
import type { TestServer } from '../../support/nats.js';
import { loginOf, startShippedNats } from '../../support/role-logins.js';

describe('a server with a certificate of its own authority', () => {
  let folder = '';
  let server: TestServer;
  let other: TestServer;
  const authorities = { ours: '', foreign: '' };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'e2a-tls-'));
    authorities.ours = makeAuthority(folder, 'ours');
    authorities.foreign = makeAuthority(folder, 'foreign');
    const tls = (name: string, alternatives: string): string => {
      const { cert, key } = makeCertificate(folder, 'ours', name, alternatives);
      return `tls { cert_file: "${cert}", key_file: "${key}", timeout: 5 }`;
    };
    server = await startShippedNats({ config: tls('here', 'DNS:localhost,IP:127.0.0.1') });
    other = await startShippedNats({ config: tls('elsewhere', 'DNS:nats.example') });
  });
  afterAll(async () => {
    await server.stop();
    await other.stop();
    rmSync(folder, { recursive: true });
  });

  const connect = async (place: Partial<Login>): Promise<string> => {
    const login = { servers: server.url, ...loginOf('admin'), caFile: authorities.ours, ...place };
    const cluster = await connectCluster({ ...login, name: 'e2a/test/tls', embedded: true });
    await cluster.close();
    return cluster.server.name;
  };

  it.each(['nats', 'tls'])('is reached with %s://', async (scheme) => {
    expect(await connect({ servers: `${scheme}://localhost:${server.port}` })).toBe('e2a-1');
    expect(await connect({ servers: `${scheme}://127.0.0.1:${server.port}` })).toBe('e2a-1');
  });

  it.each([
    ['without its authority', () => ({ caFile: undefined }), 'is not trusted', /E2A_NATS_CA/],
    ['with another authority', () => ({ caFile: authorities.foreign }), 'is not trusted', /E2A_NATS_CA/],
    ['under another name', () => ({ servers: other.url }), 'is for another name', /subjectAltName/],
    ['with a wrong password', () => ({ pass: 'wrong' }), 'refused the login', /E2A_NATS_PASSWORD/],
  ] as const)('%s there is one clear sentence', async (_, place, what, fix) => {
    await expect(connect(place())).rejects.toMatchObject({
      exitCode: 4,
      failure: { code: 'E2A-4004', what: expect.stringContaining(what), fix: expect.stringMatching(fix) },
    });
  });

  it('a file of the authority that is not there is named', async () => {
    await expect(connect({ caFile: '/nowhere/ca.pem' })).rejects.toMatchObject({
      exitCode: 2,
      failure: { what: expect.stringContaining('/nowhere/ca.pem') },
    });
  });

  describe('and one without any', () => {
    let plain: Server;
    let heard = '';
    beforeAll(async () => {
      plain = createServer((socket) => {
        socket.write(
          'INFO {"server_id":"x","version":"2.15.0","proto":1,"headers":true,"max_payload":1048576,"jetstream":true}\r\n',
        );
        socket.on('data', (bytes) => (heard += bytes.toString()));
        socket.on('error', () => undefined);
      });
      await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
    });
    afterAll(() => plain.close());

    it.each(['tls', 'nats'])('gets no password from who means TLS (%s://)', async (scheme) => {
      const address = plain.address();
      const port = address !== null && typeof address === 'object' ? address.port : 0;
      const caFile = scheme === 'tls' ? undefined : authorities.ours;
      await expect(connect({ servers: `${scheme}://127.0.0.1:${port}`, caFile })).rejects.toMatchObject({
        exitCode: 4,
        failure: { what: expect.stringContaining('offers no TLS') },
      });
      expect(heard).not.toContain('CONNECT');
    });
  });
});
