import type { WorkItem } from '../../core/index.js';
import type { HeldWork } from './held-work.js';

/** What a slot does with an item it was given. */
export type Choice =
  /** `ahead`: also in advance, while it still works on another. */
  | { readonly type: 'take'; readonly ahead: boolean }
  /** The item goes back for `nakMs`; the slot asks for nothing before `restMs` have passed, or it would be given the same again. */
  | { readonly type: 'leave'; readonly reason: string; readonly nakMs: number; readonly restMs: number };

const TAKE: Choice = { type: 'take', ahead: true };

interface Chooser {
  choose?(item: WorkItem): Promise<Choice>;
}

/** Who cannot choose takes: the attempt will show what is wrong. */
export async function chosen(held: HeldWork, chooser: Chooser): Promise<Choice> {
  try {
    return (await chooser.choose?.(held.item)) ?? TAKE;
  } catch {
    return TAKE;
  }
}
