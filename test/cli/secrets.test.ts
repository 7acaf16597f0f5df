import { describe, expect, it } from 'vitest';
import { logFor } from '../../src/cli/log.js';
import { loadSettings } from '../../src/config/index.js';
import { fakeProcess } from './fake-terminal.js';

/** A log as commands write it, with these variables set. */
function logged(env: Readonly<Record<string, string>>, fact: string): string {
  const { settings } = loadSettings({}, { env, home: '/nowhere', platform: 'linux', cwd: '/nowhere' });
  const { words } = fakeProcess([], '/nowhere', env);
  logFor(settings, words, 'info').info({ fact }, 'told');
  return words.written();
}

describe('the log of a command', () => {
  it.each([
    ['an ntfy topic', { E2A_NTFY_URL: 'https://ntfy.sh/our-books-7f3a' }, 'our-books-7f3a'],
    [
      'a topic of signs that addresses escape',
      { E2A_NTFY_URL: 'https://ntfy.sh/b%C3%BCcher-der-ada' },
      'bücher-der-ada',
    ],
    ['the last part of a webhook', { E2A_WEBHOOK_URL: 'https://h.example/webhook/Zq81mNopQx' }, 'Zq81mNopQx'],
    ['a part in its middle', { E2A_WEBHOOK_URL: 'https://h.example/a/T0K3N-of-hook/json' }, 'T0K3N-of-hook'],
    ['the query of a webhook', { E2A_WEBHOOK_URL: 'https://h.example/in?code=0815-4711-xy' }, '0815-4711-xy'],
  ])('hides %s', (_, env, secret) => {
    const [address = ''] = Object.values(env);
    for (const fact of [address, secret, `POST ${address.slice('https://h.example'.length)}`]) {
      const line = logged(env, fact);
      expect(line).toContain('told');
      expect(line).not.toContain(secret);
      expect(line).not.toContain(encodeURI(secret));
    }
  });

  it('says where a message went, and takes no usual word away', () => {
    const env = { E2A_WEBHOOK_URL: 'https://h.example/webhook/json' };
    expect(logged(env, 'the webhook at h.example has /webhook/json')).toContain('h.example has /webhook/json');
    expect(logged(env, 'POST https://h.example/webhook/json')).not.toContain('/webhook/json');
  });
});
