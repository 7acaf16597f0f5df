import { pcmBytes } from '../samples.js';
import { LOOK_DEADLINE_MS, runFfmpeg } from './run-ffmpeg.js';

/** What short speech is encoded as; WAV needs no encoder. */
export type SpeechFileFormat = 'mp3' | 'opus' | 'aac' | 'flac';

/** Into a pipe: nothing is written that would have to be mended when the length is known. */
const ARGUMENTS: Readonly<Record<SpeechFileFormat, readonly string[]>> = {
  mp3: ['-c:a', 'libmp3lame', '-b:a', '64k', '-write_xing', '0', '-id3v2_version', '0', '-f', 'mp3'],
  opus: ['-c:a', 'libopus', '-b:a', '48k', '-f', 'opus'],
  aac: ['-c:a', 'aac', '-b:a', '64k', '-f', 'adts'],
  flac: ['-c:a', 'flac', '-f', 'flac'],
};

/**
 * A few minutes of speech as a file in memory. Errors as `runProgram`.
 * @param pcm mono; ten minutes at most, since what comes out is held
 */
export async function encodeSpeech(
  pcm: Int16Array,
  sampleRate: number,
  format: SpeechFileFormat,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const input = ['-f', 's16le', '-ar', String(sampleRate), '-ac', '1', '-i', 'pipe:0'];
  const { stdout } = await runFfmpeg({
    args: [...input, '-fflags', '+bitexact', ...ARGUMENTS[format], 'pipe:1'],
    input: once(pcmBytes(pcm)),
    deadlineMs: LOOK_DEADLINE_MS,
    signal,
    purpose: `Encoding speech as ${format}`,
  });
  return stdout;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
