import { CODES, TerminalError } from '../../core/index.js';

export const CLIP_CHANNELS = 1;
export const CLIP_BITS = 16;
/** libFLAC's own default: half the bytes of PCM; higher levels take much longer and save 3–5 % (measured). */
export const CLIP_COMPRESSION = 5;
/** Samples given to or taken from libFLAC at once (1 s): its heap stays small whatever a clip's length is. */
export const BLOCK_SAMPLES = 24_000;
/** Ten minutes: forty times the longest segment. More than this is not a clip of ours. */
export const MAX_CLIP_SAMPLES = 14_400_000;

/** @param why a clause: `its checksum does not fit` */
export const clipDamaged = (why: string): TerminalError =>
  new TerminalError({ code: CODES.clipDamaged, what: 'A clip is damaged.', why });
