import type { Flac, StreamMetadata } from 'libflacjs';
import { assert } from '../../core/index.js';
import { CLOCK_HZ } from '../clock.js';
import { BLOCK_SAMPLES, CLIP_BITS, CLIP_CHANNELS, CLIP_COMPRESSION, MAX_CLIP_SAMPLES } from './clip-format.js';
import { completeHeader } from './flac-header.js';
import { loadLibflac } from './load-libflac.js';

const INIT_OK = 0;

/**
 * One clip as FLAC: 24 kHz, mono, 16 bit, with its sample count and md5 in the header.
 * Takes about 1 ms per second of sound, on the calling thread. The same samples give the same bytes.
 * @param samples 1 to 14.4 million (10 minutes).
 */
export async function encodeFlac(samples: Int16Array): Promise<Uint8Array> {
  assert(samples.length > 0 && samples.length <= MAX_CLIP_SAMPLES, `a clip of ${samples.length} samples`);
  const flac = await loadLibflac();
  const encoder = flac.create_libflac_encoder(
    CLOCK_HZ,
    CLIP_CHANNELS,
    CLIP_BITS,
    CLIP_COMPRESSION,
    samples.length,
    false,
  );
  assert(encoder !== 0, 'libFLAC made no encoder');
  try {
    return encodeWith(flac, encoder, samples);
  } finally {
    flac.FLAC__stream_encoder_delete(encoder);
  }
}

function encodeWith(flac: Flac, encoder: number, samples: Int16Array): Uint8Array {
  const parts: Uint8Array[] = [];
  const final: { numbers: StreamMetadata | null } = { numbers: null };
  const init = flac.init_encoder_stream(
    encoder,
    (bytes) => void parts.push(bytes),
    (numbers) => {
      final.numbers = numbers ?? null;
    },
  );
  assert(init === INIT_OK, `libFLAC did not start encoding (${init})`);
  for (let at = 0; at < samples.length; at += BLOCK_SAMPLES) {
    const block = new Int32Array(samples.subarray(at, at + BLOCK_SAMPLES));
    assert(flac.FLAC__stream_encoder_process_interleaved(encoder, block, block.length), 'libFLAC stopped encoding');
  }
  assert(flac.FLAC__stream_encoder_finish(encoder) && final.numbers !== null, 'libFLAC did not finish');
  const file = Buffer.concat(parts);
  completeHeader(file, samples.length, final.numbers);
  return new Uint8Array(file.buffer, file.byteOffset, file.length);
}
