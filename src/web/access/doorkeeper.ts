import { createHmac, scryptSync, timingSafeEqual } from 'node:crypto';
import type { Instant } from '../../core/index.js';
import { knownTokens } from '../../gate/index.js';
import type { WebTokens } from '../options.js';
import { isRole, ROLES, type WebRole } from '../roles.js';

const DAY_MS = 24 * 3_600_000;
/** A session that nobody uses ends: a copy of its cookie is of no use a week later. Who reads weekly stays signed in. */
const UNUSED_MS = 7 * DAY_MS;
/** A browser is asked for the token once a month, however often it comes. */
const LONGEST_MS = 30 * DAY_MS;
/** Not every page is worth a new cookie. */
const RENEWED_EVERY_MS = DAY_MS;
const KEY_BYTES = 32;

/** What a browser keeps. */
export interface Session {
  readonly text: string;
  readonly lastsMs: number;
}

/** Knows the tokens. It keeps nothing of who came: a session is a signed sentence that the browser keeps. */
export interface Doorkeeper {
  /** Nobody is asked: the page is on loopback and has no token. */
  readonly isOpen: boolean;
  /** Null for a token that is none. */
  roleOfToken(token: string): WebRole | null;
  /** For a cookie: the role, its log-in and its end, signed with that role's token, which is not in it. */
  session(role: WebRole, at: Instant): Session;
  /** Null when it is over, was changed, or its token is another now. */
  roleOfSession(session: string, at: Instant): WebRole | null;
  /** The same with a later end; null: it is none, was renewed within a day, or has come to the end of its month. */
  renewed(session: string, at: Instant): Session | null;
}

export function createDoorkeeper(tokens: WebTokens): Doorkeeper {
  // Of two that are the same the stronger role counts.
  const given = ROLES.flatMap((role) => (tokens[role] === null ? [] : [{ token: tokens[role], gives: role }]));
  const keys = new Map(given.map(({ token, gives }) => [gives, keyOf(token)]));
  const signed = (facts: Facts): string =>
    createHmac('sha256', keys.get(facts.role) ?? '')
      .update(sentenceOf(facts))
      .digest('base64url');
  const read = (session: string, at: Instant): Facts | null => {
    const [role = '', begun = '', end = '', signature = ''] = session.split('.');
    if (!isRole(role) || !keys.has(role) || !(Number(end) > at)) return null;
    const facts = { role, begun: Number(begun), end: Number(end) };
    return isSame(signed(facts), signature) ? facts : null;
  };
  const sessionOf = (role: WebRole, begun: Instant, at: Instant): Session => {
    const facts = { role, begun, end: Math.min(at + UNUSED_MS, begun + LONGEST_MS) };
    return { text: `${sentenceOf(facts)}.${signed(facts)}`, lastsMs: facts.end - at };
  };
  return {
    isOpen: given.length === 0,
    roleOfToken: knownTokens(given),
    session: (role, at) => sessionOf(role, at, at),
    roleOfSession: (session, at) => read(session, at)?.role ?? null,
    renewed: (session, at) => {
      const facts = read(session, at);
      if (facts === null) return null;
      const renewed = sessionOf(facts.role, facts.begun, at);
      return at + renewed.lastsMs - facts.end < RENEWED_EVERY_MS ? null : renewed;
    },
  };
}

interface Facts {
  readonly role: WebRole;
  /** When its token was shown. */
  readonly begun: Instant;
  readonly end: Instant;
}

const sentenceOf = ({ role, begun, end }: Facts): string => `${role}.${begun}.${end}`;

/** Slow on purpose, once for each token: who has a cookie must not find its token by trying millions of them at home. */
const keyOf = (token: string): Buffer => scryptSync(token, 'e2a session', KEY_BYTES);

function isSame(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
