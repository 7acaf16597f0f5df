import { assertNever } from '../../core/index.js';
import type { SpeechSound, WebOptions } from '../options.js';
import type { SpeechFormat } from './speech-request.js';
import { pcmBytes, wavBytes } from './wav.js';

export const CONTENT_TYPES: Readonly<Record<SpeechFormat, string>> = {
  mp3: 'audio/mpeg',
  opus: 'audio/ogg',
  aac: 'audio/aac',
  flac: 'audio/flac',
  wav: 'audio/wav',
  // Without a header somebody must say what it is: 16 bits, least byte first, one channel.
  pcm: 'audio/pcm',
};

/** The sound as a whole file; what has no encoder is written here. */
export async function encoded(
  sound: SpeechSound,
  format: SpeechFormat,
  encode: WebOptions['encode'],
  signal: AbortSignal,
): Promise<Uint8Array> {
  switch (format) {
    case 'wav':
      return wavBytes(sound.pcm, sound.sampleRate);
    case 'pcm':
      return pcmBytes(sound.pcm);
    case 'mp3':
    case 'opus':
    case 'aac':
    case 'flac':
      return encode(sound, format, signal);
    default:
      return assertNever(format, 'format of speech');
  }
}

/** Of sound in one event: a multiple of three, so that base64 has no filling in between. */
const DELTA_BYTES = 48 * 1024;

/** The sound as OpenAI streams it: pieces in base64, then the end. */
export function* speechEvents(sound: Uint8Array, characters: number): Generator<Uint8Array> {
  const line = (event: unknown): Uint8Array => new TextEncoder().encode(`data: ${JSON.stringify(event)}\n\n`);
  for (let from = 0; from < sound.length; from += DELTA_BYTES) {
    const audio = Buffer.from(sound.subarray(from, from + DELTA_BYTES)).toString('base64');
    yield line({ type: 'speech.audio.delta', audio });
  }
  const usage = { input_tokens: characters, output_tokens: 0, total_tokens: characters };
  yield line({ type: 'speech.audio.done', usage });
}
