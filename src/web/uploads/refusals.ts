import { CODES } from '../../core/index.js';
import { WebRefusal } from '../errors/index.js';

const MB = 1024 ** 2;
const inMb = (bytes: number): string => `${Math.floor(bytes / MB)} MB`;

export const tooLarge = (most: number): WebRefusal =>
  new WebRefusal(413, {
    code: CODES.tooLarge,
    what: `A book may have ${inMb(most)}, and this one has more.`,
    why: 'That is the limit of the node that serves this page.',
    fix: `start that node with E2A_WEB_MAX_UPLOAD_MB=${2 * Math.ceil(most / MB)}; behind nginx also: client_max_body_size ${2 * Math.ceil(most / MB)}m;`,
  });

export const pieceTooLarge = (most: number): WebRefusal =>
  new WebRefusal(413, {
    code: CODES.tooLarge,
    what: `A piece may have ${inMb(most)}, and this one has more.`,
    why: 'Pieces are for slow lines and for proxies with limits of their own.',
    fix: `send pieces of ${most} bytes at most, or the whole book without Upload-Offset`,
  });

export const empty = (): WebRefusal =>
  new WebRefusal(400, {
    code: CODES.uploadBroken,
    what: 'There is nothing in the file that was sent.',
    fix: 'send the bytes of the book as the body: curl -T book.epub …/api/v1/books/',
  });

export const brokenOff = (cause: unknown): WebRefusal =>
  new WebRefusal(
    400,
    {
      code: CODES.uploadBroken,
      what: 'The upload broke off; nothing of it is kept.',
      why: 'The line was closed before all was there.',
      fix: 'send it again; over a bad line in pieces, with Upload-Offset',
    },
    { cause },
  );

export const stalled = (seconds: number): WebRefusal =>
  new WebRefusal(408, {
    code: CODES.uploadBroken,
    what: `Nothing came for ${seconds} s, so the upload was ended.`,
    why: 'The line is dead or very slow.',
    fix: 'send it again; over a bad line in pieces, with Upload-Offset',
  });

/** Where the pieces stand is told, so that the sender goes on from there. */
export const wrongOffset = (offset: number): WebRefusal =>
  new WebRefusal(
    409,
    {
      code: CODES.uploadBroken,
      what: `The next piece has to begin at ${offset}.`,
      why: 'So much of this upload is here.',
      fix: `go on from there: Upload-Offset: ${offset}`,
    },
    { headers: { 'Upload-Offset': String(offset) } },
  );

export const twoAtOnce = (): WebRefusal =>
  new WebRefusal(
    409,
    {
      code: CODES.busy,
      what: 'A piece of this upload is being received already.',
      fix: 'send one after another',
    },
    { headers: { 'Retry-After': '1' } },
  );

export const noRoom = (): WebRefusal =>
  new WebRefusal(
    503,
    {
      code: CODES.busy,
      what: 'There is no room for another upload now.',
      why: 'Others are under way.',
      fix: 'try again in a minute',
    },
    { headers: { 'Retry-After': '60' } },
  );

export const noSuchBook = (id: string): WebRefusal =>
  new WebRefusal(404, {
    code: CODES.noSuchThing,
    what: `There is no uploaded book ${id.slice(0, 12)}… here.`,
    why: 'Books are kept for a day after they were looked at last.',
    fix: 'send it again: PUT /api/v1/books/NAME',
  });
