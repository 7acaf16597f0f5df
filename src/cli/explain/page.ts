import type { Explanation } from './explanation.js';

/** 6xxx: what the page and its API refuse. */
export const PAGE = {
  notSignedIn: {
    title: 'The page wants to know who you are',
    meaning: 'This server has tokens, and the request came without one or with one that it does not know.',
    causes: [
      'Nobody has logged in on this device.',
      'The token was changed since.',
      'A script sends no `Authorization` header.',
    ],
    cures: [
      'Log in at `/login` with a token.',
      'A script sends `Authorization: Bearer TOKEN`.',
      'Who runs the server finds out with `e2a config show` where the tokens come from.',
    ],
  },
  notAllowed: {
    title: 'Your token does not allow that',
    meaning:
      'There are three roles: view looks, submit also gives books, admin also changes the cluster. The request needs a higher one.',
    causes: ['A token for looking was used to change something.'],
    cures: ['Ask for a token of the role that the error names, and log in with it.'],
  },
  foreignOrigin: {
    title: 'Another site’s page asked for this',
    meaning:
      'Browsers say from which page a request comes. What changes something is taken from e2a’s own page only, so that no other site can act in your name.',
    causes: ['A link or form of another site.', 'A proxy that changes the `Host` header and does not say so.'],
    cures: [
      'Use the page itself.',
      'A script sends `Authorization: Bearer TOKEN`.',
      'Let the proxy pass `Host` on as it came.',
    ],
  },
  foreignHost: {
    title: 'It is not served under this name',
    meaning:
      'What only this machine reaches (a page on loopback, the status of a node without a token) answers to names of this machine and to those it was told, so that no foreign name can be made to point here.',
    causes: ['A name of your network that leads here.', 'A proxy in front that passes its own name on.'],
    cures: [
      'Open it as `http://127.0.0.1:7860`.',
      'Name it: `E2A_WEB_TRUSTED_HOSTS=books.example.org`.',
      'For the status of a node set a token, `E2A_WEB_VIEW_TOKEN`, and send it.',
    ],
  },
  tooLarge: {
    title: 'It is larger than the page takes',
    meaning: 'Uploads, texts and requests have limits, so that nobody fills the memory or the disk.',
    causes: ['A book of more than `web.max_upload_mb`.', 'A long text where a sentence was expected.'],
    cures: [
      'Raise the limit: `E2A_WEB_MAX_UPLOAD_MB=2000`.',
      'Give the book on the command line: `e2a submit BOOK`.',
      'A proxy in front has a limit of its own; raise that too.',
    ],
  },
  tooOften: {
    title: 'Too many requests in a short time',
    meaning:
      'Wrong tokens, previews and speech are limited to so many a minute. A right token is never held up, whatever came before it from the same address.',
    causes: ['A program that still sends an old token.', 'A script in a loop.'],
    cures: [
      'Give whatever sends the old token the new one.',
      'Wait as long as the header `Retry-After` says.',
      'Whole books go as jobs, not as previews: they have no such limit.',
    ],
  },
  uploadBroken: {
    title: 'The upload did not arrive whole',
    meaning:
      'The connection ended early, nothing came, or a piece of the book was not the next one. Nothing of that request is kept.',
    causes: [
      'A lost connection.',
      'A proxy that ends long requests.',
      'A script that sends pieces of one book at the same time or out of order.',
    ],
    cures: [
      'Send it again; the body is the book itself: `curl -T book.epub http://127.0.0.1:7860/api/v1/books/book.epub`.',
      'Over a bad line send it in pieces, with `Upload-Id`, `Upload-Offset` and `Upload-Length`.',
      'Raise the time limit of the proxy.',
      'Give the book on the command line: `e2a submit BOOK`.',
    ],
  },
  noSuchRoute: {
    title: 'There is nothing at this address',
    meaning: 'Neither the page nor the API has this path, or not with this method.',
    causes: ['A typing slip.', 'A proxy that strips, or does not strip, the path in front.'],
    cures: ['`/api/docs` lists what there is.', 'Behind a proxy that strips nothing set `E2A_WEB_BASE_PATH`.'],
  },
  busy: {
    title: 'The server has its hands full',
    meaning: 'So many requests of this kind are under way that no more are begun.',
    causes: ['Many streams, uploads or previews at the same time.'],
    cures: ['Try again as the header `Retry-After` says.', 'A second node of the role web serves the same page.'],
  },
  keyReused: {
    title: 'The idempotency key belongs to another request',
    meaning:
      'A key stands for one request, so that it can be repeated without harm. This one came before with another content.',
    causes: ['A script that uses a fixed key.'],
    cures: ['Send another `Idempotency-Key` for another request.'],
  },
  noticeFailed: {
    title: 'A notice did not arrive',
    meaning:
      'A message that was sent to try ntfy or the webhook was not taken. News of books that do not arrive are sent again for a day.',
    causes: ['The address or the token is wrong.', 'The receiver is away, or answers with an error.'],
    cures: [
      'The reason is in the message: a status of HTTP, or that it cannot be reached.',
      '`e2a config show` lists where notices go; `E2A_NTFY_URL` and `E2A_WEBHOOK_URL` say it.',
    ],
  },
} as const satisfies Record<string, Explanation>;
