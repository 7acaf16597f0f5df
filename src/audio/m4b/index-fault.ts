import { AAC_FRAME_SAMPLES } from '../clock.js';
import { type Box, bodyAt, boxAt } from './boxes.js';
import { chapterTrackOf, tracksOf } from './finish-index.js';
import { offsetTableOf, readOffsets, sampleSizes } from './sample-table.js';

/** The count in Nero's chapter list is one byte: with more, players that read it would miss the rest. */
export const MAX_NERO_CHAPTERS = 255;

/** Where an edit list of version 0 has its count and the media time of its first entry. */
const EDIT_COUNT_AT = 4;
const EDIT_MEDIA_TIME_AT = 12;

export interface FileIndex {
  readonly index: Box;
  /** Types of the boxes at the top of the file. */
  readonly order: readonly string[];
}

/** What in a finished file's index would mislead a player, as a clause; null when nothing would. */
export function indexFault({ index, order }: FileIndex, chapters: number): string | null {
  if (order.join(' ') !== 'ftyp moov mdat') return `its parts are ${order.join(', ')}`;
  return soundFault(index) ?? chapterListFault(index, chapters);
}

/** The sound begins after the encoder's first frame, and every frame is as long as every other. */
function soundFault(index: Box): string | null {
  const sound = tracksOf(index).find((track) => boxAt(track, 'mdia', 'minf', 'smhd') !== null);
  if (sound === undefined) return 'it has no sound';
  const edits = bodyAt(sound, 'edts', 'elst');
  if (edits[0] !== 0 || edits.readUInt32BE(EDIT_COUNT_AT) !== 1) return 'its sound is not one piece';
  const skipped = edits.readInt32BE(EDIT_MEDIA_TIME_AT);
  if (skipped !== AAC_FRAME_SAMPLES) return `its sound begins after ${skipped} samples of what the encoder needs`;
  const times = bodyAt(sound, 'mdia', 'minf', 'stbl', 'stts');
  const [runs, duration] = [times.readUInt32BE(4), times.readUInt32BE(12)];
  return runs === 1 && duration === AAC_FRAME_SAMPLES ? null : 'its frames are not all of one length';
}

function chapterListFault(index: Box, chapters: number): string | null {
  const table = boxAt(chapterTrackOf(index), 'mdia', 'minf', 'stbl');
  const titles = table === null ? 0 : sampleSizes(bodyAt(table, 'stsz')).length;
  const chunks = table === null ? 0 : readOffsets(offsetTableOf(table)).length;
  const times = table === null ? 0 : bodyAt(table, 'stts').readUInt32BE(4);
  if (titles !== chapters || chunks !== chapters || times !== chapters) {
    return `it has ${titles} titles in ${chunks} chunks and ${times} lines`;
  }
  const hasNeroList = boxAt(index, 'udta', 'chpl') !== null;
  return hasNeroList === chapters <= MAX_NERO_CHAPTERS ? null : 'its short list of chapters is not as it should be';
}
