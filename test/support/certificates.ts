import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const run = (folder: string, ...args: readonly string[]): void => {
  execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
};
const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

/** A certificate authority of one's own: `<name>.pem` and `<name>-key.pem`. @returns the path of the former */
export function makeAuthority(folder: string, name: string): string {
  const usage = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign'];
  const extensions = usage.flatMap((each) => ['-addext', each]);
  const files = ['-keyout', `${name}-key.pem`, '-out', `${name}.pem`];
  run(folder, 'req', '-x509', ...NEW_KEY, ...files, '-days', '2', '-subj', `/CN=e2a ${name}`, ...extensions);
  return join(folder, `${name}.pem`);
}

/** A certificate for servers and clients with these names (`DNS:…`, `IP:…`), signed by the authority. */
export function makeCertificate(
  folder: string,
  authority: string,
  name: string,
  alternatives: string,
): { readonly cert: string; readonly key: string } {
  run(folder, 'req', ...NEW_KEY, '-keyout', `${name}-key.pem`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
  const lines = [
    `subjectAltName=${alternatives}`,
    'extendedKeyUsage=serverAuth,clientAuth',
    'basicConstraints=CA:FALSE',
  ];
  writeFileSync(join(folder, `${name}.ext`), `${lines.join('\n')}\n`);
  const signer = ['-CA', `${authority}.pem`, '-CAkey', `${authority}-key.pem`, '-CAcreateserial'];
  const files = ['-in', `${name}.csr`, '-out', `${name}.pem`, '-extfile', `${name}.ext`];
  run(folder, 'x509', '-req', ...files, ...signer, '-days', '2');
  return { cert: join(folder, `${name}.pem`), key: join(folder, `${name}-key.pem`) };
}
