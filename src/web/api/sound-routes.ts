import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { safeFileName } from '../../core/index.js';
import { needs } from '../access/index.js';
import { fileAnswer, zipAnswer } from '../downloads/index.js';
import type { WebParts } from '../web-parts.js';
import type { WebEnv } from '../web-env.js';
import { apiRouter, failures } from './api-router.js';

const BYTES = z.string().openapi({ format: 'binary' });
const id = z.string().max(200).openapi({ description: 'A job, a beginning of its name, or @last.' });
const CHAPTERS_MOST = 99_999;
const chapter = z.coerce.number().int().min(1).max(CHAPTERS_MOST).openapi({ description: 'As the plan numbers them.' });

const PART = { 206: { description: 'The part that the header Range asks for.' }, 304: { description: 'As it was.' } };

const audio = createRoute({
  method: 'get',
  path: '/jobs/{id}/chapters/{n}/audio',
  summary: 'A chapter, as soon as it is spoken',
  description:
    'Its FLAC without the gain of the book; the header X-E2A-Gain-Db says what that is by the chapters spoken so far.',
  middleware: [needs('view')] as const,
  request: { params: z.object({ id, n: chapter }) },
  responses: {
    200: { description: 'The whole chapter.', content: { 'audio/flac': { schema: BYTES } } },
    ...PART,
    ...failures(404, 409, 416),
  },
});

const files = createRoute({
  method: 'get',
  path: '/jobs/{id}/files',
  summary: 'What a job has become',
  middleware: [needs('view')] as const,
  request: { params: z.object({ id }) },
  responses: {
    200: {
      description: 'Its files; none before it is done.',
      content: {
        'application/json': {
          schema: z.object({
            v: z.literal(1),
            job: z.string(),
            files: z.array(z.object({ name: z.string(), bytes: z.number(), digest: z.string() })),
          }),
        },
      },
    },
    ...failures(404),
  },
});

const download = createRoute({
  method: 'get',
  path: '/jobs/{id}/download',
  summary: 'The finished book',
  description: 'Its file; where there are several, one zip of all of them, or the one that `file` names.',
  middleware: [needs('view')] as const,
  request: { params: z.object({ id }), query: z.object({ file: z.string().max(1_000).optional() }) },
  responses: {
    200: { description: 'The whole file.', content: { 'application/octet-stream': { schema: BYTES } } },
    ...PART,
    ...failures(404, 409, 416),
  },
});

const cover = createRoute({
  method: 'get',
  path: '/jobs/{id}/cover',
  summary: 'The picture on the book’s cover',
  description: 'What is no JPEG, PNG, GIF, WebP or AVIF is not shown.',
  middleware: [needs('view')] as const,
  request: { params: z.object({ id }) },
  responses: {
    200: { description: 'The picture.', content: { 'image/*': { schema: BYTES } } },
    ...PART,
    ...failures(404, 416),
  },
});

/** A job is of one book: its cover stays what it is. A browser asks again after a day, in seconds. */
const COVER_CACHING = 'private, max-age=86400';

/** The same file is heard and kept: here it is played, there it has a name. */
export function soundRoutes({ client }: WebParts): OpenAPIHono<WebEnv> {
  const router = apiRouter();
  router.openapi(audio, async (c) => {
    const { id: name, n } = c.req.valid('param');
    const sound = await client.openChapter(await client.find(name), n);
    const headers = { 'X-E2A-Gain-Db': sound.gainDb.toFixed(2) };
    return fileAnswer(c.req.raw, sound, { isAttachment: false, headers });
  });
  router.openapi(cover, async (c) => {
    const picture = await client.openCover(await client.find(c.req.valid('param').id));
    return fileAnswer(c.req.raw, picture, { isAttachment: false, caching: COVER_CACHING });
  });
  router.openapi(files, async (c) => {
    const job = await client.find(c.req.valid('param').id);
    const status = await client.current(job);
    const shown = status.files.map(({ name, bytes, digest }) => ({ name, bytes, digest }));
    return c.json({ v: 1 as const, job, files: shown }, 200);
  });
  router.openapi(download, async (c) => {
    const job = await client.find(c.req.valid('param').id);
    const { file } = c.req.valid('query');
    const status = await client.current(job);
    if (file !== undefined || status.files.length <= 1) {
      const opened = await client.openFile(job, file);
      return fileAnswer(c.req.raw, opened, { isAttachment: true });
    }
    const all = await Promise.all(status.files.map(({ name }) => client.openFile(job, name)));
    return zipAnswer(c.req.raw, all, { name: `${safeFileName(status.title)}.zip`, modified: ZIP_DAY });
  });
  return router;
}

/** Of all that is in a zip: the first day that zips know, so that the same files make the same bytes. */
const ZIP_DAY = new Date(1980, 0, 1);
