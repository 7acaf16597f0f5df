import { CODES, EXIT, UserError } from '../../core/index.js';
import { isLoopback } from '../../gate/index.js';
import type { WebSettings } from '../options.js';

/**
 * Nobody opens the page to a network by accident.
 * @throws UserError (exit 2) for another address than loopback without an admin token, and for lesser tokens alone
 */
export function demandSafeAddress({ host, tokens }: Pick<WebSettings, 'host' | 'tokens'>): void {
  if (tokens.admin !== null) return;
  if (!isLoopback(host))
    throw noToken(`The page would be open to everybody who reaches ${host}, and no admin token is set.`);
  if (tokens.submit !== null || tokens.view !== null)
    throw noToken('There is a token for a lesser role, and none for the admin.');
}

const noToken = (what: string): UserError =>
  new UserError(
    {
      code: CODES.configInvalid,
      what,
      why: 'Who opens the page may order, cancel and remove books.',
      fix: 'export E2A_WEB_TOKEN=$(e2a config token), then start again; or leave the host at 127.0.0.1',
    },
    EXIT.usage,
  );
