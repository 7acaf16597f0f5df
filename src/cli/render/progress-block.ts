import { duration } from '../../ordering/index.js';
import { stateWords } from './changes.js';
import { cutTo, textWidth } from './width.js';
import type { Paint } from '../screen.js';
import { hasSound, type JobStatus, type Measured } from '../../client/index.js';

const WIDEST_BAR = 30;
const NARROWEST_BAR = 10;
const GAP = '  ';
/** Chapters shown at work; a fleet may have more, a screen has not. */
const CHAPTERS_SHOWN = 6;
const AT_WORK = new Set(['speaking', 'joining']);

/** The live block, line by line, none wider than the terminal. */
export function progressBlock(
  status: JobStatus,
  measured: Measured,
  columns: number,
  paint: (style: Paint, text: string) => string,
): readonly string[] {
  const width = Math.max(1, columns - 1);
  const title = cutTo(`${status.title || status.job} · ${stateWords(status)}`, width);
  const lines = [paint('bold', title), cutTo(barLine(status, measured, width), width)];
  const working = status.chapters.filter((chapter) => AT_WORK.has(chapter.state));
  for (const chapter of working.slice(0, CHAPTERS_SHOWN)) {
    const percent = String(Math.floor(chapter.percent)).padStart(3);
    lines.push(paint('dim', cutTo(`  ${percent} %  ${chapter.n}. ${chapter.title}`, width)));
  }
  const hidden = working.length - CHAPTERS_SHOWN;
  if (hidden > 0) lines.push(paint('dim', cutTo(`         and ${hidden} more`, width)));
  if (status.waitingFor !== null) lines.push(paint('yellow', cutTo(`  waiting for ${status.waitingFor}`, width)));
  return lines;
}

/** The words first: the bar takes what is left of the line. */
function barLine(status: JobStatus, measured: Measured, width: number): string {
  const words = amountsOf(status, measured).join(GAP);
  const columns = Math.max(NARROWEST_BAR, Math.min(WIDEST_BAR, width - textWidth(words) - GAP.length));
  return bar(status.percent, columns) + GAP + words;
}

/** `43.2 %`, `12/30 chapters`, `14.2 × real time`, `1 h 20 min left`: what is known of it. */
export function amountsOf({ percent, chapters }: JobStatus, { speed, secondsLeft }: Measured): readonly string[] {
  const done = chapters.filter(hasSound).length;
  return [
    `${percent.toFixed(1)} %`,
    chapters.length === 0 ? null : `${done}/${chapters.length} chapters`,
    speed === null ? null : `${speed.toFixed(1)} × real time`,
    secondsLeft === null ? null : `${duration(secondsLeft)} left`,
  ].filter((part) => part !== null);
}

function bar(percent: number, columns: number): string {
  const full = Math.round((Math.min(100, Math.max(0, percent)) / 100) * columns);
  return '█'.repeat(full) + '░'.repeat(columns - full);
}
