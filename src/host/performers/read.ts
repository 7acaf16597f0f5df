import { z } from 'zod';
import { CODES, type Message, TerminalError, type WorkItem } from '../../core/index.js';
import type { MediaContext } from './context.js';
import { decodeReading, PLAIN_READING, type Reading } from '../../planning/index.js';
import { collect, openObject } from '../objects.js';
import { ProgramMissingError } from '../../programs/index.js';
import { readElsewhere } from '../reading/read-elsewhere.js';

const readTask = z.object({
  type: z.literal('read'),
  attempt: z.number(),
  object: z.string(),
  fileName: z.string(),
  settings: z.object({
    profile: z.string(),
    chapters: z.string().nullable(),
    reading: z.object({ object: z.string() }).nullable().default(null),
    languageVoices: z.array(z.object({ language: z.string(), profile: z.string() })).default([]),
  }),
});

/** Warnings kept in the Book's checkpoint; all of them stand in the reading report. */
const WARNINGS_KEPT = 20;

/** EPUB → chapter plans, cover and reading report as objects; the outcome is the book without its text. */
export async function readAndPlan(item: WorkItem, context: MediaContext, signal: AbortSignal): Promise<Message> {
  const task = readTask.parse(item.task);
  const bytes = await collect(await openObject(context.cluster.books, task.object));
  const prefix = `${item.job}/`;
  const request = {
    bytes,
    fileName: task.fileName,
    profile: task.settings.profile,
    chapters: task.settings.chapters,
    languageVoices: task.settings.languageVoices,
    prefix,
    reading: await loadReading(task.settings.reading, context),
  };
  const planned = await context.planner(request, signal).catch((error: unknown) => {
    if (!(error instanceof ProgramMissingError)) throw error;
    throw readElsewhere(error, context.mayReadElsewhere(error.program));
  });
  const { books } = context.cluster;
  for (const [name, plan] of planned.chapterPlans) {
    await books.put(name, json(plan), `${planned.plan.book.title}: plan of ${plan.title}`);
  }
  const report = `${prefix}reading-report.json`;
  await books.put(
    report,
    json({ leftOut: planned.plan.leftOut, warnings: planned.plan.warnings }),
    `${planned.plan.book.title}: what is not spoken`,
  );
  const cover = planned.cover === null ? null : `${prefix}cover`;
  if (planned.cover !== null && cover !== null) await books.put(cover, planned.cover.bytes, planned.cover.mediaType);
  const { book: facts, chapters, warnings } = planned.plan;
  const summary = {
    facts: { ...facts },
    cover,
    report,
    warnings: warnings.slice(0, WARNINGS_KEPT),
    chapters: chapters.map((chapter) => ({ ...chapter })),
  };
  return { type: 'BookRead', attempt: task.attempt, summary };
}

async function loadReading(stored: { readonly object: string } | null, context: MediaContext): Promise<Reading> {
  if (stored === null) return PLAIN_READING;
  const decoded = decodeReading(await collect(await openObject(context.cluster.books, stored.object)));
  if (decoded.ok) return decoded.value;
  throw new TerminalError({
    code: CODES.readFailed,
    what: `${stored.object} does not say how the book is to be read.`,
    why: decoded.error,
    fix: 'Submit the book again with --force.',
  });
}

const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
