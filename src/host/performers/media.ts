import { CODES, type Message, TerminalError, type WorkItem } from '../../core/index.js';
import { assembleFile } from './assemble.js';
import type { MediaContext } from './context.js';
import { encodePackets } from './encode.js';
import { waitingForRoom } from './full-disk.js';
import { joinChapter } from './join.js';
import { readAndPlan } from './read.js';
import { renderBook } from './rendering/render.js';

type MediaPerformer = (item: WorkItem, context: MediaContext, signal: AbortSignal) => Promise<Message>;

/** Long work that needs files and ffmpeg, by the task's type. */
const MEDIA: ReadonlyMap<string, MediaPerformer> = new Map([
  ['read', readAndPlan],
  ['join', joinChapter],
  ['encode', encodePackets],
  ['assemble', assembleFile],
  ['render', renderBook],
]);

export async function performMedia(item: WorkItem, context: MediaContext, signal: AbortSignal): Promise<Message> {
  const performer = MEDIA.get(item.task.type);
  if (performer === undefined)
    throw new TerminalError({ code: CODES.internal, what: `No media work is called ${item.task.type}.` });
  try {
    return await performer(item, context, signal);
  } catch (error) {
    throw waitingForRoom(error);
  }
}

const MINUTE_MS = 60_000;

/** Hard limits per kind of work: many times what the longest books measured here take. */
const DEADLINE_MS: ReadonlyMap<string, number> = new Map([
  ['read', 5 * MINUTE_MS],
  ['join', 20 * MINUTE_MS],
  ['encode', 40 * MINUTE_MS],
  ['assemble', 40 * MINUTE_MS],
  // Encoded in one go, and once more for an EPUB: a 60-hour book takes half an hour where the processor is slow.
  ['render', 120 * MINUTE_MS],
]);

export const mediaDeadlineMs = (item: WorkItem): number => DEADLINE_MS.get(item.task.type) ?? MINUTE_MS;
