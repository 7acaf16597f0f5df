import { CODES, TerminalError } from '../../core/index.js';
import { AAC_FRAME_SAMPLES, CLOCK_HZ } from '../clock.js';

const HEADER_BYTES = 7;
/** 12 bits of sync, then MPEG version, layer and "no CRC": ours is MPEG-4, layer 0, without CRC. */
const SYNC_AND_VARIANT = 0xfff1;
/** ADTS stores the object type less one. */
const AAC_LC = 1;
const MONO = 1;
/** Place of 24 kHz in the standard's list of rates. */
const RATE_24_KHZ = 6;

/** AAC frames come out of bytes that are cut anywhere. */
export interface AdtsSplitter {
  /** The whole frames (header included) that end in `chunk`; they are views, valid as long as `chunk` is. */
  push(chunk: Uint8Array): Uint8Array[];
  /** Call after the last chunk: a frame that is only half there is an error. */
  end(): void;
}

/**
 * Splits an ADTS stream of 24 kHz mono AAC-LC into frames and checks every header.
 * @param name for the error: whose packets these are.
 */
export function createAdtsSplitter(name: string): AdtsSplitter {
  let rest: Uint8Array = new Uint8Array();
  return {
    push(chunk) {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const frames: Uint8Array[] = [];
      let at = 0;
      while (bytes.length - at >= HEADER_BYTES) {
        const length = frameLength(bytes, at, name);
        if (bytes.length - at < length) break;
        frames.push(bytes.subarray(at, at + length));
        at += length;
      }
      rest = bytes.slice(at);
      return frames;
    },
    end() {
      if (rest.length > 0) throw adtsDamaged(name, 'they end in the middle of a frame');
    },
  };
}

/** Counts the frames of a stream, checking each. */
export async function countAdtsFrames(chunks: AsyncIterable<Uint8Array>, name: string): Promise<number> {
  const splitter = createAdtsSplitter(name);
  let frames = 0;
  for await (const chunk of chunks) frames += splitter.push(chunk).length;
  splitter.end();
  return frames;
}

/** Frames the encoder makes of a padded chapter: one more than it holds, since its last one only flushes. */
const adtsFramesOf = (samples: number): number => samples / AAC_FRAME_SAMPLES + 1;

/** @throws TerminalError (`encodeMismatch`) when the packets are not those of a chapter of `samples`. */
export function checkFrameCount(frames: number, samples: number, name: string): void {
  const expected = adtsFramesOf(samples);
  if (frames !== expected) throw adtsDamaged(name, `there are ${frames} frames where ${expected} were expected`);
}

/** @param why a clause about the packets: `they end in the middle of a frame` */
function adtsDamaged(name: string, why: string): TerminalError {
  return new TerminalError({
    code: CODES.encodeMismatch,
    what: `The encoded audio of ${name} is not usable.`,
    why: `Its AAC packets do not fit: ${why}.`,
  });
}

/** Length of the frame that begins at `at`, after a look at all that must not change within a book. */
function frameLength(bytes: Uint8Array, at: number, name: string): number {
  const byte = (offset: number): number => bytes[at + offset] ?? 0;
  if (((byte(0) << 8) | byte(1)) !== SYNC_AND_VARIANT) throw adtsDamaged(name, 'a frame does not begin as one');
  const profile = byte(2) >> 6;
  const rate = (byte(2) >> 2) & 0xf;
  const channels = ((byte(2) & 1) << 2) | (byte(3) >> 6);
  if (profile !== AAC_LC || rate !== RATE_24_KHZ || channels !== MONO) {
    throw adtsDamaged(name, `a frame is not AAC-LC, ${CLOCK_HZ} Hz, mono`);
  }
  const length = ((byte(3) & 3) << 11) | (byte(4) << 3) | (byte(5) >> 5);
  if (length <= HEADER_BYTES || (byte(6) & 3) !== 0) throw adtsDamaged(name, 'a frame header is damaged');
  return length;
}
