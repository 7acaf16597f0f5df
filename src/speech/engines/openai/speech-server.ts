import { CODES, EXIT, UserError } from '../../../core/index.js';
import type { SpeechService } from '../speech-service.js';

export const URL_VARIABLE = 'E2A_OPENAI_URL';
export const KEY_VARIABLE = 'E2A_OPENAI_KEY';

/** A service whose address and key can be used. */
export interface SpeechServer extends SpeechService {
  /** `127.0.0.1:8880`, for people. */
  readonly host: string;
  /** Address and path up to `/v1`, without a stroke at its end. */
  readonly base: string;
}

/** What a header can hold; a line break in a key would also be shown by the error it causes. */
const HEADER_TEXT = /^[\x21-\x7e]+$/;

/** @throws UserError (exit 2, `configInvalid`), which never shows the key or a login */
export function speechServer(service: SpeechService | undefined): SpeechServer {
  const { url = null, key = null } = service ?? {};
  if (service === undefined || url === null || url === '')
    throw invalid(
      'The engine openai needs the address of a server.',
      'None is set.',
      `${URL_VARIABLE}=http://127.0.0.1:8880`,
    );
  const address = URL.canParse(url) ? new URL(url) : null;
  if (address === null || !/^https?:$/.test(address.protocol) || address.host === '')
    throw invalid(
      `"${shown(url)}" is no address of a server.`,
      'It begins with http:// or https://.',
      `${URL_VARIABLE}=http://127.0.0.1:8880`,
    );
  if (address.username !== '' || address.password !== '')
    throw invalid(
      `The address of ${address.host} holds a login.`,
      'Addresses are shown; secrets are read from the environment only.',
      `take it out of the address and set ${KEY_VARIABLE}`,
    );
  if (key !== null && !HEADER_TEXT.test(key))
    throw invalid(
      `The key in ${KEY_VARIABLE} cannot be one.`,
      'It has spaces or other signs that no key has.',
      `set ${KEY_VARIABLE} again`,
    );
  const path = address.pathname.replace(/\/+$/, '').replace(/\/v1$/, '');
  return { ...service, host: address.host, base: `${address.origin}${path}` };
}

const shown = (url: string): string => url.replace(/\/\/[^/@]*@/, '//');

const invalid = (what: string, why: string, fix: string): UserError =>
  new UserError({ code: CODES.configInvalid, what, why, fix }, EXIT.usage);
