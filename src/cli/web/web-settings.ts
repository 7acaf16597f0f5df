import { join } from 'node:path';
import type { Settings } from '../../config/index.js';
import type { WebSettings } from '../../web/index.js';
import { loadWeb } from '../wiring.js';

/** What is uploaded can be uploaded again. */
const UPLOADS = 'uploads';
/** As sizes are shown, and as nginx counts its `m`. */
const MB = 1024 ** 2;

/** Where the page is, as the settings have it. */
export const webSettings = (settings: Settings): WebSettings => ({
  host: settings.webHost,
  port: settings.webPort,
  basePath: settings.webBasePath,
  tokens: { admin: settings.webToken, submit: settings.webSubmitToken, view: settings.webViewToken },
  maxUploadBytes: settings.webMaxUploadMb * MB,
  uploadsFolder: join(settings.cacheFolder, UPLOADS),
  trustedHosts: settings.webTrustedHosts
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== ''),
  name: settings.webName,
});

/**
 * Before anything is started: nobody opens the page to a network by accident. The web room is loaded for this.
 * @throws UserError (exit 2) with the command that makes a token
 */
export async function demandPageAddress(settings: Settings): Promise<void> {
  const { demandSafeAddress } = await loadWeb();
  demandSafeAddress(webSettings(settings));
}
