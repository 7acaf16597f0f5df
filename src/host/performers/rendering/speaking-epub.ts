import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type ChapterTimings,
  coverBeside,
  encodeBook,
  EPUB_AUDIO,
  EPUB_COVER_PATH,
  EPUB_MIMETYPE,
  epubAudioPath,
  epubTexts,
  isHeard,
} from '../../../audio/index.js';
import { safeFileName } from '../../../core/index.js';
import { type Desk, type MadeFile, tagsOf } from './desk.js';
import { flacOf } from './sound-files.js';
import { writeZip, type ZipEntry } from './zip-file.js';

/** Not the name of the e-book it was made of: that one may lie in the same folder. */
const nameOf = (title: string): string => `${safeFileName(title)} (read along).epub`;

/** An EPUB 3 with media overlays: the text that is read, and its sound, chapter by chapter. */
export async function speakingEpub(desk: Desk, timings: readonly ChapterTimings[]): Promise<MadeFile> {
  const folder = join(desk.folder, 'epub');
  await mkdir(folder);
  const cover = desk.coverPath === null ? null : await coverBeside(desk.coverPath, join(folder, 'cover'), desk.signal);
  const { digest, orderedAt, facts } = desk.task;
  const texts = epubTexts({
    tags: tagsOf(desk),
    identifier: `urn:uuid:${uuidOf(digest)}`,
    modified: new Date(orderedAt).toISOString().replace(/\.\d+Z$/, 'Z'),
    chapters: timings,
    hasCover: cover?.usable === true,
  });
  const entries: ZipEntry[] = texts.map(({ path, text }) => {
    return { path, bytes: Buffer.from(text), compress: path !== EPUB_MIMETYPE.path };
  });
  if (cover?.usable === true) entries.push({ path: EPUB_COVER_PATH, from: cover.path });
  entries.push(...(await sounds(desk, timings, folder)));
  const name = nameOf(facts.title);
  const path = join(desk.folder, name);
  await writeZip(path, entries, desk.signal);
  await rm(folder, { recursive: true });
  return { path, name, warnings: cover?.usable === false ? [cover.warning] : [] };
}

async function sounds(desk: Desk, timings: readonly ChapterTimings[], folder: string): Promise<readonly ZipEntry[]> {
  const entries: ZipEntry[] = [];
  const heard = new Set(timings.filter(isHeard).map(({ chapter }) => chapter));
  for (const chapter of desk.task.chapters) {
    if (!heard.has(chapter.id)) continue;
    const outPath = join(folder, `${chapter.id}.${EPUB_AUDIO.extension}`);
    await encodeBook({
      format: EPUB_AUDIO.extension,
      chapters: [flacOf(desk, chapter)],
      tags: tagsOf(desk),
      gainDb: desk.task.gainDb,
      outPath,
      signal: desk.signal,
    });
    entries.push({ path: epubAudioPath(chapter.id), from: outPath });
  }
  return entries;
}

/** A UUID of the kind that says nothing of its making (8), from the beginning of a digest. */
function uuidOf(digest: string): string {
  const hex = digest.padEnd(32, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
