import { join } from 'node:path';
import { assembleBook, type BookTags, encodeBook, type RenditionFormat } from '../../../audio/index.js';
import { assert, safeFileName } from '../../../core/index.js';
import { contentOf, type Desk, type MadeFile, type RenderedChapter, tagsOf } from './desk.js';

/** A file of sound, planned: its name without an extension tells what lies beside it. */
export interface SoundFile {
  readonly base: string;
  readonly name: string;
  readonly chapters: readonly RenderedChapter[];
  readonly tags: BookTags;
}

const FEWEST_DIGITS = 2;

/** A chapter alone is no book: its name says so. */
const extensionOf = (format: RenditionFormat, isPart: boolean): string => (format === 'm4b' && isPart ? 'm4a' : format);

/** The files of sound of a rendition, in order: `A Tale.mp3`, or `01 - Opening.mp3` and so on. */
export function soundFiles(desk: Desk): readonly SoundFile[] {
  const { rendition, chapters, facts } = desk.task;
  const tags = tagsOf(desk);
  const extension = extensionOf(rendition.format, rendition.split === 'chapters');
  if (rendition.split === 'none') {
    const base = safeFileName(facts.title);
    return [{ base, name: `${base}.${extension}`, chapters, tags }];
  }
  const digits = Math.max(FEWEST_DIGITS, String(chapters.length).length);
  return chapters.map((chapter, index) => {
    const n = index + 1;
    const base = `${String(n).padStart(digits, '0')} - ${safeFileName(chapter.title)}`;
    const part = { title: chapter.title, n, of: chapters.length };
    return { base, name: `${base}.${extension}`, chapters: [chapter], tags: { ...tags, chapter: part } };
  });
}

export async function makeSound(desk: Desk, file: SoundFile): Promise<MadeFile> {
  const { format } = desk.task.rendition;
  const outPath = join(desk.folder, file.name);
  const { tags } = file;
  const cover = desk.coverPath === null ? {} : { coverPath: desk.coverPath };
  const common = { tags, ...cover, outPath, signal: desk.signal };
  if (format === 'm4b') {
    const { warnings } = await assembleBook({ ...common, chapters: file.chapters.map((one) => packetsOf(desk, one)) });
    return { path: outPath, name: file.name, warnings };
  }
  const chapters = file.chapters.map((chapter) => flacOf(desk, chapter));
  const warnings = await encodeBook({ ...common, format, gainDb: desk.task.gainDb, chapters });
  return { path: outPath, name: file.name, warnings };
}

function packetsOf(desk: Desk, { title, samples, packets }: RenderedChapter) {
  assert(packets !== undefined, `an M4B without the packets of ${title}`);
  return { title, samples, adts: () => contentOf(desk, packets) };
}

export const flacOf = (desk: Desk, { title, samples, audio }: RenderedChapter) => ({
  title,
  samples,
  flac: () => contentOf(desk, audio),
});
