import { isIP } from 'node:net';

/** Only this machine reaches it. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '');
  if (isIP(name) === 4) return name.startsWith('127.');
  return name === 'localhost' || name === '::1' || /^::ffff:127\./.test(name);
}
