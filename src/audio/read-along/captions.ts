import { clockTime, milliseconds } from '../renditions/index.js';
import { CLOCK_HZ } from '../clock.js';
import type { Cue } from './cues.js';

/**
 * SubRip captions.
 * @param samples of the file: no cue ends after it
 */
export const formatSrt = (cues: readonly Cue[], samples: number): string =>
  timedLines(cues, samples, ',')
    .map(({ times, text }, index) => `${index + 1}\n${times}\n${text}\n`)
    .join('\n');

/** WebVTT captions. @param samples as for `formatSrt` */
export const formatVtt = (cues: readonly Cue[], samples: number): string =>
  ['WEBVTT\n', ...timedLines(cues, samples, '.').map(({ times, text }) => `${times}\n${escaped(text)}\n`)].join('\n');

/** A line that holds an arrow would be taken for times: `>` is written as a name, too. */
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const MS = 1_000;
const samplesOf = (ms: number): number => (ms * CLOCK_HZ) / MS;

function timedLines(cues: readonly Cue[], samples: number, comma: ',' | '.') {
  const last = Math.floor((samples * MS) / CLOCK_HZ);
  return inOrder(cues, last).map(({ text, start, end }) => ({
    times: `${clockTime(samplesOf(start), comma)} --> ${clockTime(samplesOf(end), comma)}`,
    text,
  }));
}

/** In milliseconds, none before the one before it has ended; what has no time of its own joins the one before. */
function inOrder(cues: readonly Cue[], last: number): readonly Cue[] {
  const shown: Cue[] = [];
  for (const cue of cues) {
    const text = cue.text.replace(/\s+/gu, ' ').trim();
    const before = shown.at(-1);
    const start = Math.max(milliseconds(cue.start), before?.end ?? 0);
    const end = Math.min(milliseconds(cue.end), last);
    if (text === '') continue;
    if (end > start) shown.push({ text, start, end });
    else if (before !== undefined) shown.splice(-1, 1, { ...before, text: `${before.text} ${text}` });
  }
  return shown;
}
