import type { DropReason } from '../book.js';
import type { DroppedText } from '../manuscript.js';
import { collapseSpaces, countLetters } from './characters.js';

/** Sums up what was taken out of one document. */
export class DropCount {
  readonly #byReason = new Map<DropReason, { count: number; characters: number; letters: number }>();

  /** Something began to be dropped; its text follows by `text`. */
  begin(why: DropReason): void {
    this.#of(why).count += 1;
  }

  text(why: DropReason, text: string): void {
    const sum = this.#of(why);
    sum.characters += collapseSpaces(text).length;
    sum.letters += countLetters(text);
  }

  add(why: DropReason, text: string): void {
    this.begin(why);
    this.text(why, text);
  }

  list(): readonly DroppedText[] {
    return [...this.#byReason].map(([why, sum]) => ({ why, ...sum }));
  }

  #of(why: DropReason): { count: number; characters: number; letters: number } {
    const known = this.#byReason.get(why);
    if (known) return known;
    const fresh = { count: 0, characters: 0, letters: 0 };
    this.#byReason.set(why, fresh);
    return fresh;
  }
}
