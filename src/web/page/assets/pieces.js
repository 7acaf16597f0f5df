/** Front doors commonly take up to 100 MB at once; larger books are sent in pieces from the start. */
export const WHOLE_BYTES = 90_000_000;
/** What the server takes as a piece. */
export const PIECE_BYTES = 8 * 1024 ** 2;
/** Below the limit of every front door: nginx takes 1 MB unless it is told otherwise. */
const LEAST_PIECE_BYTES = 512 * 1024;
/** Failures in a row, nothing gained between them, with pauses of half a minute in all. */
const MOST_FAILURES = 5;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 15_000;

/**
 * @typedef {{ status: number, text: string }} Reply status 0: nobody answered
 * @typedef {object} Line where pieces go
 * @property {(from: number, to: number, onSent: (bytes: number) => void) => Promise<Reply>} send
 * @property {() => Promise<number | null>} offset what is there; null when nobody says
 * @property {(ms: number) => Promise<void>} pause
 */

/** Whether it is worth sending in pieces what did not come through as a whole. @param {number} size @param {Reply} reply */
export const isTooMuchAtOnce = (size, reply) =>
  (reply.status === 0 && size > PIECE_BYTES) || (isRefusedOnTheWay(reply) && size > LEAST_PIECE_BYTES);

/** Ours come with a code: then the book is too large, in whatever pieces. @param {Reply} reply */
const isRefusedOnTheWay = ({ status, text }) => status === 413 && !text.includes('"code":"E2A-');

/** @param {Reply} reply */
const mayPass = ({ status }) => status === 0 || status === 408 || status === 409 || status === 429 || status >= 500;

/**
 * One piece after another; after a failure from where the server says it stands, in smaller ones.
 * @param {number} size @param {Line} line @param {(share: number) => void} onShare
 * @returns {Promise<Reply>} the last answer
 */
export async function sendInPieces(size, line, onShare) {
  let [offset, bytes, failures] = [0, PIECE_BYTES, 0];
  for (;;) {
    const from = offset;
    const to = Math.min(size, from + bytes);
    const reply = await line.send(from, to, (sent) => onShare((from + sent) / size));
    if (reply.status === 202) [offset, failures] = [to, 0];
    else {
      const isTooLarge = isRefusedOnTheWay(reply) && bytes > LEAST_PIECE_BYTES;
      if (!isTooLarge && (!mayPass(reply) || ++failures > MOST_FAILURES)) return reply;
      bytes = Math.max(LEAST_PIECE_BYTES, bytes / 2);
      if (!isTooLarge) offset = await whereItStands(line, failures, from);
    }
  }
}

/** @param {Line} line @param {number} failures @param {number} before */
async function whereItStands(line, failures, before) {
  await line.pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 1)));
  return (await line.offset()) ?? before;
}
