import { bookTimeline, cueRemark, cueSheet, metadataJson, playlist, tagLine } from '../../../audio/index.js';
import { safeFileName } from '../../../core/index.js';
import { type Desk, tagsOf } from './desk.js';
import type { SoundFile } from './sound-files.js';

export interface TextFile {
  readonly name: string;
  readonly text: string;
  /** Sentences for a person. */
  readonly warnings?: readonly string[];
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
  const remark = cueRemark(task.chapters.length);
  const text = cueSheet(tagLine(title), authorsOf(task), files);
  return { name: `${safeFileName(title)}.cue`, text, warnings: remark === null ? [] : [remark] };
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
