import { z } from 'zod';
import { CODES, parseJson, TerminalError } from '../../core/index.js';
import { runProgram } from '../../programs/index.js';
import { CLOCK_HZ } from '../clock.js';
import { indexFault, readFileIndex } from '../m4b/index.js';
import type { Timeline } from '../timeline.js';
import { ffmpegPath, LOOK_DEADLINE_MS } from './run-ffmpeg.js';

/** Marks and lengths in the file are rounded to milliseconds at worst; a whole sample off is a fault. */
const TOLERANCE_SAMPLES = 0.5;

const probe = z.object({
  streams: z.array(
    z.object({
      codec_name: z.string().optional(),
      codec_type: z.string(),
      sample_rate: z.string().optional(),
      channels: z.number().optional(),
      duration: z.string().optional(),
      start_time: z.string().optional(),
    }),
  ),
  format: z.object({ tags: z.object({ major_brand: z.string() }) }),
  chapters: z.array(z.object({ start_time: z.string(), end_time: z.string() })),
});
type Probe = z.infer<typeof probe>;

/**
 * Reads a finished book back and compares it with what it must be.
 * @throws TerminalError (`encodeMismatch`) at the first thing that differs.
 */
export async function verifyBook(path: string, timeline: Timeline, signal?: AbortSignal): Promise<void> {
  const show = ['-show_streams', '-show_format', '-show_chapters', '-of', 'json'];
  const { stdout } = await runProgram({
    program: 'ffprobe',
    args: ['-v', 'error', ...show, ffmpegPath(path)],
    deadlineMs: LOOK_DEADLINE_MS,
    signal,
  });
  const json = parseJson(Buffer.from(stdout).toString('utf8'));
  const read = probe.safeParse(json.ok ? json.value : null);
  const chapters = timeline.marks.length;
  const fault = read.success
    ? (faultOf(read.data, timeline) ?? indexFault(await readFileIndex(path), chapters))
    : 'ffprobe does not understand it';
  if (fault === null) return;
  throw new TerminalError({
    code: CODES.encodeMismatch,
    what: 'The finished book is not what it should be.',
    why: `${fault}.`,
  });
}

/** The first difference as a clause, or null. */
function faultOf(found: Probe, timeline: Timeline): string | null {
  if (found.format.tags.major_brand !== 'M4B ') return `its brand is ${found.format.tags.major_brand}`;
  const audio = found.streams.filter((stream) => stream.codec_type === 'audio');
  const [stream] = audio;
  if (stream === undefined || audio.length > 1) return `it has ${audio.length} audio streams`;
  if (stream.codec_name !== 'aac' || Number(stream.sample_rate) !== CLOCK_HZ || stream.channels !== 1) {
    return `its audio is ${stream.codec_name}, ${stream.sample_rate} Hz, ${stream.channels} channels`;
  }
  if (!isAt(stream.start_time, 0)) return `its sound begins at ${stream.start_time} s`;
  if (!isAt(stream.duration, timeline.totalSamples)) {
    return `it is ${stream.duration} s long instead of ${timeline.totalSamples / CLOCK_HZ} s`;
  }
  return chapterFault(found.chapters, timeline);
}

function chapterFault(chapters: Probe['chapters'], timeline: Timeline): string | null {
  if (chapters.length !== timeline.marks.length) {
    return `it has ${chapters.length} chapters instead of ${timeline.marks.length}`;
  }
  const wrong = timeline.marks.findIndex(
    (mark, i) => !isAt(chapters[i]?.start_time, mark.start) || !isAt(chapters[i]?.end_time, mark.end),
  );
  return wrong < 0 ? null : `chapter ${wrong + 1} begins at ${chapters[wrong]?.start_time} s`;
}

const isAt = (seconds: string | undefined, samples: number): boolean =>
  Math.abs(Number(seconds) * CLOCK_HZ - samples) <= TOLERANCE_SAMPLES;
