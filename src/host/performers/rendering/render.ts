import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { coverBeside } from '../../../audio/index.js';
import { assert, type Message, type WorkItem } from '../../../core/index.js';
import { downloadTo, uploadByDigest } from '../../objects.js';
import { withScratch } from '../../scratch.js';
import type { MediaContext } from '../context.js';
import { captionsBeside, isCaptions, wordsWarning } from './captions.js';
import { type Desk, type MadeFile, type RenderTask, renderTask } from './desk.js';
import { cueFile, metadataFile, playlistFile, type TextFile } from './lists.js';
import { makeSound, soundFiles } from './sound-files.js';
import { speakingEpub } from './speaking-epub.js';
import { loadTimings } from './timings.js';

/** All chapters of a book → the files that were ordered, sound first, as objects. */
export async function renderBook(item: WorkItem, context: MediaContext, signal: AbortSignal): Promise<Message> {
  const task = renderTask.parse(item.task);
  return withScratch(context.workFolder, async (folder) => {
    const coverPath = await fetchCover(task, context, folder);
    const desk: Desk = { job: item.job, task, context, folder, coverPath, signal };
    const stored: StoredFile[] = [];
    const warnings = new Set<string>();
    for await (const made of filesOf(desk)) {
      if ('path' in made) stored.push(await store(desk, made));
      for (const warning of made.warnings) warnings.add(warning);
    }
    const [first] = stored;
    assert(first !== undefined, 'a rendition without a file');
    return { type: 'BookAssembled', attempt: task.attempt, warnings: [...warnings], ...first, files: stored };
  });
}

/** A file in the object store, as its Book keeps it. */
type StoredFile = { readonly name: string; readonly object: string; readonly bytes: number; readonly digest: string };

/** Stored, and gone from here: never more than one large file lies in the scratch folder. */
async function store({ job, task, context }: Desk, { path, name }: MadeFile): Promise<StoredFile> {
  const description = `${task.facts.title}: ${name}`;
  const object = await uploadByDigest(context.cluster.audio, path, () => `${job}/${name}`, description);
  await rm(path);
  return { name, object: object.name, bytes: object.bytes, digest: object.digest };
}

/** What was made, or why it was not. */
type Made = MadeFile | Pick<MadeFile, 'warnings'>;

async function* filesOf(desk: Desk): AsyncGenerator<Made> {
  const sounds = soundFiles(desk);
  const { extras } = desk.task.rendition;
  for (const sound of sounds) yield await makeSound(desk, sound);
  if (extras.includes('metadata')) yield await textFile(desk, metadataFile(desk));
  if (extras.includes('cue')) yield await textFile(desk, cueFile(desk, sounds));
  if (extras.includes('m3u')) yield await textFile(desk, playlistFile(desk, sounds));
  if (extras.includes('cover')) yield* coverFile(desk);
  if (extras.some(isCaptions) || extras.includes('epub')) yield* readAlongFiles(desk, sounds);
}

async function* readAlongFiles(desk: Desk, sounds: ReturnType<typeof soundFiles>): AsyncGenerator<MadeFile> {
  const { extras } = desk.task.rendition;
  const { chapters, warnings } = await loadTimings(desk);
  const byId = new Map(chapters.map((timings) => [timings.chapter, timings]));
  const said = [...warnings, ...wordsWarning(extras, chapters)];
  for (const sound of sounds)
    for (const captions of captionsBeside(sound, byId, extras))
      yield await textFile(desk, { ...captions, warnings: said });
  if (!extras.includes('epub')) return;
  const epub = await speakingEpub(desk, chapters);
  yield { ...epub, warnings: [...warnings, ...epub.warnings] };
}

async function* coverFile(desk: Desk): AsyncGenerator<Made> {
  if (desk.coverPath === null) return;
  const name = 'cover.jpg';
  const path = join(desk.folder, name);
  const cover = await coverBeside(desk.coverPath, path, desk.signal);
  yield cover.usable ? { path, name, warnings: [] } : { warnings: [cover.warning] };
}

async function textFile({ folder }: Desk, { name, text, warnings = [] }: TextFile): Promise<MadeFile> {
  const path = join(folder, name);
  await writeFile(path, text);
  return { path, name, warnings };
}

async function fetchCover({ cover }: RenderTask, context: MediaContext, folder: string): Promise<string | null> {
  if (cover === null) return null;
  const path = join(folder, 'picture');
  await downloadTo(context.cluster.books, cover, path);
  return path;
}
