import { answerOf, noAnswer } from './api.js';
import { isTooMuchAtOnce, sendInPieces, WHOLE_BYTES } from './pieces.js';
import { at } from './place.js';

/** @typedef {import('./pieces.js').Reply} Reply */

/**
 * A book to the server: as a whole where the way lets it through, else in pieces.
 * @param {File} file @param {(share: number) => void} onShare of it, 0 … 1 @returns {Promise<import('./api.js').Answer>}
 */
export async function transfer(file, onShare) {
  const reply = await sent(file, onShare);
  return reply.status === 0 ? { ok: false, failure: noAnswer() } : answerOf(reply.status, reply.text);
}

/** @param {File} file @param {(share: number) => void} onShare */
async function sent(file, onShare) {
  if (file.size <= WHOLE_BYTES) {
    const reply = await put(file.name, file, {}, (bytes) => onShare(file.size === 0 ? 1 : bytes / file.size));
    if (!isTooMuchAtOnce(file.size, reply)) return reply;
  }
  return sendInPieces(file.size, lineOf(file), onShare);
}

/** @param {File} file @returns {import('./pieces.js').Line} */
function lineOf(file) {
  const upload = { 'Upload-Id': newName() };
  return {
    send: (from, to, onSent) => {
      const place = { 'Upload-Offset': String(from), 'Upload-Length': String(file.size) };
      return put(file.name, file.slice(from, to), { ...upload, ...place }, onSent);
    },
    offset: async () => {
      const answer = await fetch(addressOf(file.name), { method: 'HEAD', headers: upload }).catch(() => null);
      const offset = answer?.ok ? answer.headers.get('Upload-Offset') : null;
      return offset == null ? null : Number(offset);
    },
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  };
}

/** Browsers give UUIDs to secure pages only. */
const newName = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** @param {string} name */
const addressOf = (name) => at(`api/v1/books/${encodeURIComponent(name)}`);

/**
 * By the one way of browsers that tells how far it is.
 * @param {string} name @param {Blob} body @param {Record<string, string>} headers @param {(bytes: number) => void} onSent
 * @returns {Promise<Reply>}
 */
function put(name, body, headers, onSent) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('PUT', addressOf(name));
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.setRequestHeader('Accept', 'application/json');
    for (const [header, value] of Object.entries(headers)) request.setRequestHeader(header, value);
    request.upload.addEventListener('progress', ({ loaded }) => onSent(loaded));
    request.addEventListener('load', () => resolve({ status: request.status, text: request.responseText }));
    request.addEventListener('error', () => resolve({ status: 0, text: '' }));
    request.send(body);
  });
}
