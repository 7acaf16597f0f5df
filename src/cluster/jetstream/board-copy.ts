/** A local copy of a board of words by key. What was heard while a reading was under way is newer than what was read. */
export class BoardCopy {
  private words = new Map<string, string>();
  private readonly heard = new Set<string>();
  private readonly listeners = new Set<() => void>();

  startReading(): void {
    this.heard.clear();
  }

  /** Everything on the board, as it was read. */
  read(board: ReadonlyMap<string, string>): void {
    const before = this.words;
    const heardMeanwhile = [...before].filter(([key]) => this.heard.has(key));
    const read = [...board].filter(([key]) => !this.heard.has(key));
    this.words = new Map([...read, ...heardMeanwhile]);
    const same = before.size === this.words.size && read.every(([key, word]) => before.get(key) === word);
    if (!same) this.tell();
  }

  /** @param word null: taken off the board */
  hear(key: string, word: string | null): void {
    this.heard.add(key);
    const before = this.word(key);
    if (word === null) this.words.delete(key);
    else this.words.set(key, word);
    if (before !== word) this.tell();
  }

  word(key: string): string | null {
    return this.words.get(key) ?? null;
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private tell(): void {
    for (const listener of [...this.listeners]) listener();
  }
}
