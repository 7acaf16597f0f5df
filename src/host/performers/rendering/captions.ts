import {
  bookTimeline,
  type ChapterTimings,
  type Cue,
  formatSrt,
  formatVtt,
  type RenditionExtra,
  sentenceCues,
  wordCues,
} from '../../../audio/index.js';
import type { TextFile } from './lists.js';
import type { SoundFile } from './sound-files.js';

interface CaptionKind {
  readonly suffix: string;
  readonly cues: (timings: ChapterTimings, offset: number) => readonly Cue[];
  readonly format: (cues: readonly Cue[], samples: number) => string;
}

const CAPTIONS: ReadonlyMap<RenditionExtra, CaptionKind> = new Map([
  ['srt', { suffix: '.srt', cues: sentenceCues, format: formatSrt }],
  ['vtt', { suffix: '.vtt', cues: sentenceCues, format: formatVtt }],
  ['srt-words', { suffix: '.words.srt', cues: wordCues, format: formatSrt }],
  ['vtt-words', { suffix: '.words.vtt', cues: wordCues, format: formatVtt }],
]);

export const isCaptions = (extra: RenditionExtra): boolean => CAPTIONS.has(extra);

const BY_WORD: ReadonlySet<RenditionExtra> = new Set(['srt-words', 'vtt-words']);

/** Said when captions by word were wanted and no voice has told where its words are. */
export function wordsWarning(
  extras: readonly RenditionExtra[],
  chapters: readonly ChapterTimings[],
): readonly string[] {
  const sentences = chapters.flatMap((chapter) => chapter.sentences);
  const isKnown = sentences.length === 0 || sentences.some(({ words }) => words !== null);
  if (isKnown || !extras.some((extra) => BY_WORD.has(extra))) return [];
  return ['The voice does not say where its words are: the captions by word go by sentence.'];
}

/** The captions that lie beside a file of sound: their names, and what stands in them. */
export function captionsBeside(
  sound: SoundFile,
  timings: ReadonlyMap<string, ChapterTimings>,
  extras: readonly RenditionExtra[],
): readonly TextFile[] {
  const { marks, totalSamples } = bookTimeline(sound.chapters.map(({ samples }) => samples));
  return extras.flatMap((extra) => {
    const kind = CAPTIONS.get(extra);
    if (kind === undefined) return [];
    const cues = sound.chapters.flatMap(({ id }, i) => {
      const chapter = timings.get(id);
      return chapter === undefined ? [] : kind.cues(chapter, marks[i]?.start ?? 0);
    });
    return [{ name: `${sound.base}${kind.suffix}`, text: kind.format(cues, totalSamples) }];
  });
}
