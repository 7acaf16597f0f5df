/** A long book made for measuring: the sample book spoken by espeak-ng, cut into clips, and chapters of clips and pauses. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { decodeFlac, encodeFlac, silence } from '../../dist/audio/index.js';

const CLOCK_HZ = 24_000;
const SAMPLE = fileURLToPath(new URL('../../samples/the-lighthouse-clock/OEBPS', import.meta.url));
export const COVER = `${SAMPLE}/cover.png`;
/** As long as the audio of a segment; no two of the same length. */
const CLIP_SECONDS = 7;
const PAUSES_SECONDS = [0.3, 0.7, 0.45, 0.3, 1];
const LEAD_SECONDS = 0.75;
const TAIL_SECONDS = 2;
const MAX_OUTPUT = 2 ** 30;

/** Real speech, if not a beautiful one: about ten minutes, as clips. */
export async function makeClips() {
  const files = readdirSync(SAMPLE).filter((name) => /^chapter-.*\.xhtml$/.test(name));
  const text = files
    .map((name) => readFileSync(`${SAMPLE}/${name}`, 'utf8').replace(/<head[\s\S]*<\/head>|<[^>]+>/g, ' '))
    .join(' ');
  const wav = execFileSync('espeak-ng', ['-v', 'en', '--stdout'], { input: text, maxBuffer: MAX_OUTPUT });
  const raw = execFileSync(
    'ffmpeg',
    [...'-v error -i pipe:0 -af aresample=24000:resampler=soxr -f s16le -ac 1 -ar 24000 pipe:1'.split(' ')],
    { input: wav, maxBuffer: MAX_OUTPUT },
  );
  const pcm = new Int16Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.length));
  const clips = [];
  for (let at = 0; at + CLIP_SECONDS * CLOCK_HZ < pcm.length; ) {
    const length = CLIP_SECONDS * CLOCK_HZ + (clips.length % 11) * 997;
    clips.push(await encodeFlac(pcm.slice(at, at + length)));
    at += length;
  }
  return clips;
}

/** Clips are decoded as the join does it; each chapter begins with another one. */
export async function* chapterSound(clips, chapter, seconds) {
  yield silence(LEAD_SECONDS * CLOCK_HZ);
  let left = (seconds - LEAD_SECONDS - TAIL_SECONDS) * CLOCK_HZ;
  for (let n = 0; left > 0; n++) {
    const pcm = await decodeFlac(clips[(chapter * 17 + n * (1 + (chapter % 5))) % clips.length]);
    const pause = silence(Math.round(PAUSES_SECONDS[n % PAUSES_SECONDS.length] * CLOCK_HZ));
    yield pcm;
    yield pause;
    left -= pcm.length + pause.length;
  }
  yield silence(TAIL_SECONDS * CLOCK_HZ);
}
