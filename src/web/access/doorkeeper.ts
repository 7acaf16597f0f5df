import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Instant } from '../../core/index.js';
import { knownTokens } from '../../gate/index.js';
import type { WebTokens } from '../options.js';
import { isRole, ROLES, type WebRole } from '../roles.js';

/** A browser is asked for the token once a month. */
export const SESSION_MS = 30 * 24 * 3_600_000;

/** Knows the tokens. It keeps nothing of who came: a session is a signed sentence that the browser keeps. */
export interface Doorkeeper {
  /** Nobody is asked: the page is on loopback and has no token. */
  readonly isOpen: boolean;
  /** Null for a token that is none. */
  roleOfToken(token: string): WebRole | null;
  /** For a cookie: the role and its end, signed with that role's token, which is not in it. */
  session(role: WebRole, at: Instant): string;
  /** Null when it is over, was changed, or its token is another now. */
  roleOfSession(session: string, at: Instant): WebRole | null;
}

export function createDoorkeeper(tokens: WebTokens): Doorkeeper {
  // Of two that are the same the stronger role counts.
  const given = ROLES.flatMap((role) => (tokens[role] === null ? [] : [{ token: tokens[role], gives: role }]));
  const signed = (role: WebRole, text: string): Buffer | null => {
    const token = tokens[role];
    return token === null
      ? null
      : createHmac('sha256', sha256(`e2a session ${token}`))
          .update(text)
          .digest();
  };
  return {
    isOpen: given.length === 0,
    roleOfToken: knownTokens(given),
    session: (role, at) => {
      const text = `${role}.${at + SESSION_MS}`;
      return `${text}.${signed(role, text)?.toString('base64url') ?? ''}`;
    },
    roleOfSession: (session, at) => {
      const [role = '', end = '', signature = ''] = session.split('.');
      if (!isRole(role) || !(Number(end) > at)) return null;
      const expected = signed(role, `${role}.${end}`);
      const given = Buffer.from(signature, 'base64url');
      return expected?.length === given.length && timingSafeEqual(expected, given) ? role : null;
    },
  };
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
