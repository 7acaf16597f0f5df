import { bookTimeline, cueSheet, metadataJson, playlist, tagLine } from '../../../audio/index.js';
import { safeFileName } from '../../../core/index.js';
import { type Desk, tagsOf } from './desk.js';
import type { SoundFile } from './sound-files.js';

interface TextFile {
  readonly name: string;
  readonly text: string;
}

/** What a library knows of the book. */
export function metadataFile(desk: Desk): TextFile {
  const { task, job, context } = desk;
  const { marks } = bookTimeline(task.chapters.map(({ samples }) => samples));
  const chapters = marks.map((mark, i) => ({ title: task.chapters[i]?.title ?? '', ...mark }));
  const { voices, gainDb } = task;
  const making = { job, version: context.version, voices, gainDb };
  return { name: 'metadata.json', text: metadataJson(tagsOf(desk), chapters, making) };
}

export function cueFile({ task }: Desk, sounds: readonly SoundFile[]): TextFile {
  const files = sounds.map(({ name, chapters }) => {
    const { marks, totalSamples } = bookTimeline(chapters.map(({ samples }) => samples));
    const listed = marks.map(({ start }, i) => ({ title: chapters[i]?.title ?? '', start }));
    return { name, samples: totalSamples, chapters: listed };
  });
  const { title } = task.facts;
  return { name: `${safeFileName(title)}.cue`, text: cueSheet(tagLine(title), authorsOf(task), files) };
}

export function playlistFile({ task }: Desk, sounds: readonly SoundFile[]): TextFile {
  const files = sounds.map(({ name, chapters, tags }) => ({
    name,
    title: tags.chapter?.title ?? tags.title,
    samples: chapters.reduce((sum, { samples }) => sum + samples, 0),
  }));
  return { name: `${safeFileName(task.facts.title)}.m3u8`, text: playlist(authorsOf(task), files) };
}

const authorsOf = ({ facts }: Desk['task']): string => tagLine(facts.authors.join(', '));
