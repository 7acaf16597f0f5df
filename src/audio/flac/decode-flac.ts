import { createHash } from 'node:crypto';
import type { Flac } from 'libflacjs';
import { assert } from '../../core/index.js';
import { CLOCK_HZ } from '../clock.js';
import { pcmBytes } from '../samples.js';
import { CLIP_BITS, CLIP_CHANNELS, clipDamaged, MAX_CLIP_SAMPLES } from './clip-format.js';
import { type FlacHeader, readFlacHeader } from './flac-header.js';
import { loadLibflac } from './load-libflac.js';

const INIT_OK = 0;

/**
 * The samples of a clip. Length and md5 are checked against the header.
 * @throws TerminalError (`clipDamaged`) when anything does not fit: cut, altered, another format, too long.
 */
export async function decodeFlac(bytes: Uint8Array): Promise<Int16Array> {
  const header = checkedHeader(bytes);
  const flac = await loadLibflac();
  const decoder = flac.create_libflac_decoder(false);
  assert(decoder !== 0, 'libFLAC made no decoder');
  try {
    const samples = decodeWith(flac, decoder, bytes, header);
    if (header.md5 !== null && md5Of(samples) !== header.md5) throw clipDamaged('its checksum does not fit');
    return samples;
  } finally {
    flac.FLAC__stream_decoder_delete(decoder);
  }
}

function checkedHeader(bytes: Uint8Array): FlacHeader {
  const header = readFlacHeader(bytes);
  if (!header.ok) throw clipDamaged(header.error);
  const { sampleRate, channels, bitsPerSample, samples } = header.value;
  if (sampleRate !== CLOCK_HZ || channels !== CLIP_CHANNELS || bitsPerSample !== CLIP_BITS) {
    throw clipDamaged(`it is ${sampleRate} Hz, ${channels} channels, ${bitsPerSample} bits`);
  }
  if (samples === 0 || samples > MAX_CLIP_SAMPLES) throw clipDamaged(`its header says ${samples} samples`);
  return header.value;
}

function decodeWith(flac: Flac, decoder: number, bytes: Uint8Array, header: FlacHeader): Int16Array {
  const samples = new Int16Array(header.samples);
  let read = 0;
  let written = 0;
  // An exception must not cross libFLAC's frames: a fault is noted, decoding stopped, the error thrown afterwards.
  const fault: { why: string | null } = { why: null };
  const init = flac.init_decoder_stream(
    decoder,
    (limit) => {
      const buffer = bytes.slice(read, read + limit);
      read += buffer.length;
      return { buffer, readDataLength: buffer.length, error: false };
    },
    (channels) => {
      const block = channels[0] ?? new Uint8Array();
      const count = block.length / Int16Array.BYTES_PER_ELEMENT;
      if (written + count > samples.length) fault.why = 'it holds more samples than its header says';
      else pcmBytes(samples).set(block, written * Int16Array.BYTES_PER_ELEMENT);
      written += count;
      return fault.why === null;
    },
    (_status, name) => {
      fault.why ??= `libFLAC reports ${name}`;
    },
  );
  assert(init === INIT_OK, `libFLAC did not start decoding (${init})`);
  const decoded = flac.FLAC__stream_decoder_process_until_end_of_stream(decoder);
  flac.FLAC__stream_decoder_finish(decoder);
  if (fault.why !== null) throw clipDamaged(fault.why);
  if (!decoded || written !== samples.length) throw clipDamaged(`${written} of ${samples.length} samples came out`);
  return samples;
}

const md5Of = (samples: Int16Array): string => createHash('md5').update(pcmBytes(samples)).digest('hex');
