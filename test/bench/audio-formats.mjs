/** The other kinds of file: each encoded in one go from joined chapters, what it costs the processor and the memory. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packed } from './audio-packed.mjs';
import { row, verdict } from './report.mjs';

const CLOCK_HZ = 24_000;
const HOUR_SECONDS = 3_600;
const FORMATS = ['mp3', 'opus', 'flac', 'wav'];
/** Of an hour: more of it tells nothing more. */
const MOST_SAMPLES = HOUR_SECONDS * CLOCK_HZ;
const TARGET_SPEED = 100;
const TARGET_MB = 512;

/** @param book `{ chapters: { title, samples, flac }[], tags, gainDb }` */
export async function measureFormats(folder, { chapters, tags, gainDb }, coverPath) {
  const some = upTo(chapters, MOST_SAMPLES);
  const seconds = some.reduce((sum, { samples }) => sum + samples, 0) / CLOCK_HZ;
  for (const format of FORMATS) {
    const order = join(folder, 'order.json');
    const outPath = join(folder, `book.${format}`);
    await writeFile(order, JSON.stringify({ format, chapters: some, tags, gainDb, coverPath, outPath }));
    const { wall, cpu, peak, bytes } = await packed(order, outPath);
    row(`${format}, ${(seconds / HOUR_SECONDS).toFixed(1)} h`, {
      file: [bytes / 1e6, 'MB'],
      wall: [wall, 's'],
      'node alone': [peak.node, 'MB'],
    });
    verdict(`gain, limiter and ${format}`, seconds / cpu, '× real time per core', '>=', TARGET_SPEED);
    verdict(`node with both ffmpeg, ${format}`, peak.together, 'MB', '<=', TARGET_MB);
  }
}

function upTo(chapters, samples) {
  let sum = 0;
  return chapters.filter((chapter) => {
    sum += chapter.samples;
    return sum <= samples || sum === chapter.samples;
  });
}
