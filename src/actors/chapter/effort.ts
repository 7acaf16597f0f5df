import type { Effort } from '../order.js';
import type { ChapterMessageOf } from './messages.js';

/** Names kept per chapter, in its checkpoint and in its Book's: as many as a line of a table has room for. */
const MOST_NODES = 4;
const NOTHING_YET: Effort = { nodes: [], again: 0 };

interface Spoken {
  readonly effort?: Effort | undefined;
}

/** Who spoke is put first. A clip that was found (`ms` 0) was spoken by somebody else. */
export function afterSpeaking({ effort }: Spoken, { node, ms }: ChapterMessageOf<'SegmentSpoken'>): Spoken {
  if (ms === 0) return effortOf({ effort });
  const { nodes, again } = effort ?? NOTHING_YET;
  return { effort: { nodes: [node, ...nodes.filter((one) => one !== node)].slice(0, MOST_NODES), again } };
}

/** @param segments asked for once more, for whatever reason */
export function afterAsking({ effort = NOTHING_YET }: Spoken, segments: number): Spoken {
  return { effort: { ...effort, again: effort.again + segments } };
}

/** To be spread: nothing where there is nothing to tell. */
export const effortOf = ({ effort }: Spoken): { readonly effort?: Effort } => (effort === undefined ? {} : { effort });
