import { AAC_FRAME_SAMPLES } from '../clock.js';
import { checkFrameCount, createAdtsSplitter } from './adts.js';

/** The encoded audio of one chapter. */
export interface ChapterPackets {
  /** For error messages. */
  readonly title: string;
  /** Padded length; a multiple of the grid that ends in two frames of silence. */
  readonly samples: number;
  /** Opens its ADTS bytes; called once, when its turn has come. */
  readonly adts: () => AsyncIterable<Uint8Array>;
}

/**
 * The packets of all chapters as one ADTS stream that decodes as if it had been encoded in one go: the last frame of each
 * chapter but the final one is left out. It only flushes the silence that the next chapter's first frame begins with.
 * @param onSamples told the samples passed on so far.
 * @throws TerminalError (`encodeMismatch`) when a chapter's packets are damaged, too few or too many.
 */
export async function* stitch(
  chapters: readonly ChapterPackets[],
  onSamples: (samples: number) => void = () => undefined,
): AsyncGenerator<Uint8Array> {
  let passed = 0;
  for (const [index, chapter] of chapters.entries()) {
    const isLast = index === chapters.length - 1;
    for await (const run of withoutFlush(chapter, isLast)) {
      passed += run.length * AAC_FRAME_SAMPLES;
      yield Buffer.concat(run);
      onSamples(passed);
    }
  }
}

/** Runs of whole frames; the chapter's last frame is held back until it is known to be the last. */
async function* withoutFlush(chapter: ChapterPackets, keepLast: boolean): AsyncGenerator<Uint8Array[]> {
  const splitter = createAdtsSplitter(chapter.title);
  let held: Uint8Array[] = [];
  let frames = 0;
  for await (const chunk of chapter.adts()) {
    const run = [...held, ...splitter.push(chunk)];
    frames += run.length - held.length;
    // Copied: the chunk it lies in may be reused by its owner.
    held = run.splice(-1).map((frame) => frame.slice());
    if (run.length > 0) yield run;
  }
  splitter.end();
  checkFrameCount(frames, chapter.samples, chapter.title);
  if (keepLast) yield held;
}
