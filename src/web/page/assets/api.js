import { at, here } from './place.js';
import { say } from './words.js';

/**
 * @typedef {{ code?: string, what: string, why?: string, fix?: string }} Failure what happened, why, what mends it
 * @typedef {{ ok: true, data: any } | { ok: false, failure: Failure }} Answer
 */

/**
 * Asks the app for something; JSON both ways. Who is not signed in is led to the door.
 * @param {string} method @param {string} path @param {unknown} [body]
 * @param {{ headers?: Record<string, string>, keepalive?: boolean }} [options]
 * @returns {Promise<Answer>}
 */
export async function send(method, path, body, { headers = {}, keepalive = false } = {}) {
  const json = body === undefined ? {} : { 'Content-Type': 'application/json' };
  /** @type {RequestInit} */
  const request = { method, headers: { Accept: 'application/json', ...json, ...headers }, keepalive };
  if (body !== undefined) request.body = JSON.stringify(body);
  try {
    const response = await fetch(at(path), request);
    return answerOf(response.status, await response.text());
  } catch {
    return { ok: false, failure: noAnswer() };
  }
}

/** @param {number} status @param {string} text @returns {Answer} */
export function answerOf(status, text) {
  const data = parsed(text);
  if (status >= 200 && status < 300) return { ok: true, data };
  if (status === 401) location.assign(at(`login?next=${encodeURIComponent(here())}`));
  return { ok: false, failure: data?.error ?? { what: say('oddAnswer', { status }), fix: say('oddAnswerFix') } };
}

/** @returns {Failure} */
export const noAnswer = () => ({ what: say('noAnswer'), why: say('noAnswerWhy'), fix: say('noAnswerFix') });

/** @param {string} text @returns {any} */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
