import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nkeys } from '@nats-io/transport-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clusterTarget } from '../../../src/config/index.js';
import { connectCluster } from '../../../src/cluster/jetstream/index.js';
import { loadSettings } from '../../../src/config/index.js';
import { makeAuthority, makeCertificate } from '../../support/certificates.js';
import { makeJwtLogins } from '../../support/jwt-logins.js';
import { startNats, type TestServer } from '../../support/nats.js';

/** `e2a` with a context of the `nats` command line, against a server that knows only the login in it. */
describe('a login out of a context', () => {
  let home = '';
  const servers: TestServer[] = [];
  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'e2a-contexts-'));
    mkdirSync(join(home, '.config/nats/context'), { recursive: true });
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.stop()));
    rmSync(home, { recursive: true });
  });

  const serve = async (config: string): Promise<TestServer> => {
    const server = await startNats({ config });
    servers.push(server);
    return server;
  };
  const keep = (name: string, text: string): string => {
    const path = join(home, name);
    writeFileSync(path, text);
    return path;
  };
  const connect = async (url: string, context: object, env: Record<string, string> = {}): Promise<void> => {
    keep('.config/nats/context/home.json', JSON.stringify({ url, ...context }));
    const machine = { env: { E2A_NATS_CONTEXT: 'home', ...env }, home, platform: 'linux', cwd: home } as const;
    const { chosenBy: _, ...login } = clusterTarget(loadSettings({}, machine).settings, machine);
    await (await connectCluster({ ...login, name: 'e2a/test/context', embedded: true })).close();
  };
  const refused = { exitCode: 4, failure: { code: 'E2A-4004' } };

  it('user and password', async () => {
    const { url } = await serve('authorization { user: me, password: pw }');
    await connect(url, { user: 'me', password: 'pw' });
    await expect(connect(url, {})).rejects.toMatchObject(refused);
  });

  it('a token', async () => {
    const { url } = await serve('authorization { token: t0 }');
    await connect(url, { token: 't0' });
    await expect(connect(url, { token: 'other' })).rejects.toMatchObject(refused);
  });

  it('an nkey, by its seed file below the home folder', async () => {
    const user = nkeys.createUser();
    const { url } = await serve(`authorization { users: [ { nkey: ${user.getPublicKey()} } ] }`);
    keep('me.nk', `${new TextDecoder().decode(user.getSeed())}\n`);
    await connect(url, { nkey: '~/me.nk' });
    keep('me.nk', new TextDecoder().decode(nkeys.createUser().getSeed()));
    await expect(connect(url, { nkey: '~/me.nk' })).rejects.toMatchObject(refused);
  });

  it('a creds file, and a JWT with its seed', async () => {
    const { config, creds, jwt, seed } = makeJwtLogins();
    const { url } = await serve(config);
    await connect(url, { creds: keep('me.creds', creds) });
    await connect(url, { user_jwt: jwt, user_seed: seed });
    await expect(connect(url, { creds: keep('you.creds', makeJwtLogins().creds) })).rejects.toMatchObject(refused);
  });

  it('a certificate of its own, with TLS from the first byte on', async () => {
    const ca = makeAuthority(home, 'ca');
    const here = makeCertificate(home, 'ca', 'here', 'IP:127.0.0.1');
    const me = makeCertificate(home, 'ca', 'me', 'DNS:me');
    const files = `cert_file: "${here.cert}", key_file: "${here.key}", ca_file: "${ca}"`;
    const { url } = await serve(`tls { ${files}, verify: true, handshake_first: true, timeout: 5 }`);
    await connect(url, { ca, cert: me.cert, key: me.key, tls_first: true });
    await expect(connect(url, { ca, tls_first: true })).rejects.toMatchObject({ exitCode: 4 });
  });

  it('gives way to a user named beside it', async () => {
    const { url } = await serve('authorization { user: me, password: pw }');
    const env = { E2A_NATS_USER: 'me', E2A_NATS_PASSWORD: 'pw' };
    await connect(url, { user: 'you', password: 'x', token: 't', creds: '/nowhere' }, env);
  });

  it('whose file is missing is refused with its path', async () => {
    await expect(connect('nats://127.0.0.1:1', { creds: '/nowhere/me.creds' })).rejects.toMatchObject({
      exitCode: 2,
      failure: { what: expect.stringContaining('/nowhere/me.creds') },
    });
  });

  it.each([
    { nsc: 'nsc://operator/account/user' },
    { socks_proxy: 'socks5://127.0.0.1' },
    { jetstream_domain: 'leaf' },
    { jetstream_api_prefix: '$JS.leaf.API' },
    { windows_ca_certs_match: ['x'] },
    { something_new: true },
  ])('with a setting we cannot honour is refused by name: %o', async (setting) => {
    await expect(connect('nats://127.0.0.1:1', setting)).rejects.toMatchObject({
      exitCode: 2,
      failure: { why: expect.stringContaining(Object.keys(setting)[0] ?? '') },
    });
  });

  it('with all that the nats command writes, unset, is taken', async () => {
    const { url } = await serve('');
    const unset = { socks_proxy: '', nsc: '', jetstream_domain: '', jetstream_api_prefix: '', color_scheme: 'red' };
    await connect(url, { ...unset, description: 'mine', tls_first: false, windows_ca_certs_match: null });
  });
});
