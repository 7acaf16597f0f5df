import type { Clock } from '../../core/index.js';
import type { SpeechEngine } from '../../speech/index.js';

/**
 * So long after a sentence its core is kept: who reads a text aloud asks for the next one at once, and a slot that began
 * in between would be in its way for a whole utterance.
 */
const NEXT_SENTENCE_MS = 250;

/** While somebody waits for a sentence, one core is theirs: slots of books keep to the others. */
export interface RightOfWay {
  /** Does what somebody waits for. */
  first<T>(work: () => Promise<T>): Promise<T>;
  /** The engine of a book's slot, which begins no utterance while its core is somebody else's; what it has begun it ends. */
  standingBack(engine: SpeechEngine): SpeechEngine;
}

/** @param cores of this machine, which the slots of its books would fill */
export function createRightOfWay(cores: number, clock: Pick<Clock, 'sleep'>): RightOfWay {
  const crossing = new Crossing(Math.max(1, cores - 1));
  return {
    first: async (work) => {
      crossing.somebodyWaits();
      try {
        return await work();
      } finally {
        void clock.sleep(NEXT_SENTENCE_MS).then(() => crossing.nobodyWaits());
      }
    },
    standingBack: (engine) => ({
      profile: engine.profile,
      estimateSeconds: (text) => engine.estimateSeconds(text),
      close: () => engine.close(),
      speak: async (utterance, signal) => {
        await crossing.enter(signal);
        try {
          return await engine.speak(utterance, signal);
        } finally {
          crossing.leave();
        }
      },
    }),
  };
}

/** Who of a book's slots may begin. Nobody is passed by those who came later, and one is always under way: no flood stops a book. */
class Crossing {
  private waiting = 0;
  private underWay = 0;
  private readonly held: (() => void)[] = [];

  /** @param beside utterances of books that may be under way while somebody waits */
  constructor(private readonly beside: number) {}

  somebodyWaits(): void {
    this.waiting++;
  }

  nobodyWaits(): void {
    this.waiting--;
    this.letGo();
  }

  /** @throws what `signal` was aborted with */
  async enter(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.isOpen()) this.underWay++;
    else await this.turn(signal);
  }

  leave(): void {
    this.underWay--;
    this.letGo();
  }

  private isOpen(): boolean {
    return this.waiting === 0 || this.underWay < this.beside;
  }

  private letGo(): void {
    while (this.held.length > 0 && this.isOpen()) {
      this.underWay++;
      this.held.shift()?.();
    }
  }

  private turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const go = (): void => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = (): void => {
        this.held.splice(this.held.indexOf(go), 1);
        reject(signal.reason);
      };
      signal.addEventListener('abort', giveUp, { once: true });
      this.held.push(go);
    });
  }
}
