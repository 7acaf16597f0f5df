import type { Clock } from '../../core/index.js';
import type { DeadLetter, DeadLetters, KeptLetter } from '../ports/index.js';
import { PublishIds } from './publish-ids.js';

/** Dead letters in memory. */
export class MemoryDeadLetters implements DeadLetters {
  private letters: KeptLetter[] = [];
  private numbers = 0;
  private readonly ids: PublishIds;

  constructor(
    private readonly clock: Clock,
    duplicateWindowMs: number,
  ) {
    this.ids = new PublishIds(duplicateWindowMs);
  }

  async record(letter: DeadLetter, publishId: string): Promise<void> {
    if (this.ids.isNew(publishId, this.clock.now())) this.letters.push({ id: String(++this.numbers), ...letter });
  }

  async list(): Promise<readonly KeptLetter[]> {
    return [...this.letters];
  }

  async get(id: string): Promise<KeptLetter | null> {
    return this.letters.find((letter) => letter.id === id) ?? null;
  }

  async remove(id: string): Promise<boolean> {
    const before = this.letters.length;
    this.letters = this.letters.filter((letter) => letter.id !== id);
    return this.letters.length < before;
  }
}
