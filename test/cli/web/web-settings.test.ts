import { expect, it } from 'vitest';
import { webSettings } from '../../../src/cli/web/web-settings.js';
import { loadSettings } from '../../../src/config/index.js';
import { tooLarge } from '../../../src/web/uploads/refusals.js';

it('a book that is too large is refused with the number that the setting has, and the fix doubles it', () => {
  const env = { E2A_WEB_MAX_UPLOAD_MB: '500' };
  const { settings } = loadSettings({}, { env, home: '/nowhere', platform: 'linux', cwd: '/nowhere' });
  const { what, fix } = tooLarge(webSettings(settings).maxUploadBytes).failure;
  expect(what).toContain('500 MB');
  expect(fix).toContain('E2A_WEB_MAX_UPLOAD_MB=1000;');
});
