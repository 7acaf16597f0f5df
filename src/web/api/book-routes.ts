import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { CODES } from '../../core/index.js';
import { needs } from '../access/index.js';
import { WebRefusal } from '../errors/index.js';
import type { WebParts } from '../web-parts.js';
import { KEPT_MS, type KeptBook, MOST_PIECE_BYTES } from '../uploads/index.js';
import type { WebEnv } from '../web-env.js';
import { apiRouter, failures } from './api-router.js';
import { json, keptBook, v } from './schemas.js';

const MAY = [needs('submit')];
const named = z.object({ name: z.string().min(1).max(1_000).openapi({ example: 'moby-dick.epub' }) });
const withId = z.object({ id: z.string().max(1_000).openapi({ description: 'sha256 of the book, hex.' }) });

const count = z.string().regex(/^\d{1,15}$/);
const pieceHeaders = z.object({
  'upload-offset': count.optional().openapi({ description: 'For pieces: where this one begins.' }),
  'upload-length': count.optional().openapi({ description: 'For pieces: bytes of the whole book.' }),
  'upload-id': z
    .string()
    .regex(/^[\w.-]{8,128}$/)
    .optional()
    .openapi({ description: 'For pieces: a name of the sender’s for this upload, the same for all of them.' }),
});

const put = createRoute({
  method: 'put',
  path: '/books/{name}',
  summary: 'Send a book',
  description:
    `The body is the book. Over slow lines and through proxies with limits: in pieces of at most ${MOST_PIECE_BYTES} bytes, ` +
    'each with Upload-Id, Upload-Offset and Upload-Length; HEAD tells where the next one begins. A book is kept for a day.',
  middleware: MAY,
  request: {
    params: named,
    headers: pieceHeaders,
    body: { content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } } },
  },
  responses: {
    201: { description: 'It is here.', content: json(keptBook) },
    202: {
      description: 'The piece is here, more are to come.',
      content: json(z.object({ v, offset: z.number() })),
    },
    ...failures(408, 409, 413, 503),
  },
});

const head = createRoute({
  method: 'head',
  path: '/books/{name}',
  summary: 'Where the next piece of an upload begins',
  middleware: MAY,
  request: { params: named, headers: pieceHeaders },
  responses: { 204: { description: 'The header Upload-Offset says it.' }, ...failures() },
});

const get = createRoute({
  method: 'get',
  path: '/books/{id}',
  summary: 'A book that was sent',
  middleware: MAY,
  request: { params: withId },
  responses: { 200: { description: 'It is here.', content: json(keptBook) }, ...failures(404) },
});

const remove = createRoute({
  method: 'delete',
  path: '/books/{id}',
  summary: 'Throw a sent book away; jobs that were ordered of it have their own',
  middleware: MAY,
  request: { params: withId },
  responses: { 204: { description: 'It is gone.' }, ...failures(404) },
});

export function bookRoutes({ shelf }: WebParts): OpenAPIHono<WebEnv> {
  const router = apiRouter();
  router.openapi(put, async (c) => {
    const { name } = c.req.valid('param');
    const piece = pieceOf(c.req.valid('header'));
    const body = c.req.raw.body;
    if (piece === null) return c.json(shown(await shelf.take(name, body, declaredBytes(c))), 201);
    const end = await shelf.takePiece(name, { ...piece, body });
    if ('id' in end) return c.json(shown(end), 201);
    return c.json({ v: 1, offset: end.offset }, 202, { 'Upload-Offset': String(end.offset) });
  });
  // Hono answers HEAD by the route of GET and drops the body.
  router.openAPIRegistry.registerPath(head);
  router.openapi(get, async (c) => {
    if (c.req.method === 'HEAD') return answerOffset(c, shelf, c.req.header('Upload-Id'));
    return c.json(shown(await shelf.find(c.req.valid('param').id)), 200);
  });
  router.openapi(remove, async (c) => {
    await shelf.remove(c.req.valid('param').id);
    return c.body(null, 204);
  });
  return router;
}

async function answerOffset(c: Context<WebEnv>, shelf: WebParts['shelf'], upload = ''): Promise<Response> {
  const offset = upload === '' ? 0 : await shelf.offset(upload);
  return c.body(null, 204, { 'Upload-Offset': String(offset), 'Cache-Control': 'no-store' });
}

const shown = ({ id, fileName, bytes, usedAt }: KeptBook) =>
  ({ v: 1, book: id, name: fileName, bytes, keptUntil: usedAt + KEPT_MS }) as const;

function declaredBytes(c: Context): number | null {
  const header = c.req.header('Content-Length');
  return header === undefined ? null : Number(header);
}

type PieceHeaders = z.output<typeof pieceHeaders>;

/** Null: the whole book at once. @throws WebRefusal (400) for a piece that does not say which one it is */
function pieceOf(headers: PieceHeaders): { upload: string; offset: number; length: number } | null {
  const { 'upload-offset': offset, 'upload-length': length, 'upload-id': upload } = headers;
  if (offset === undefined && length === undefined && upload === undefined) return null;
  if (offset !== undefined && length !== undefined && upload !== undefined)
    return { upload, offset: Number(offset), length: Number(length) };
  throw new WebRefusal(400, {
    code: CODES.uploadBroken,
    what: 'A piece says where it belongs by three headers.',
    why: 'They are Upload-Id, Upload-Offset and Upload-Length, and not all are there.',
    fix: 'send all three, or none of them and the whole book at once',
  });
}
