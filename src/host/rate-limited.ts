import type { RateBoard } from '../cluster/ports/index.js';
import { type Clock, OutageError } from '../core/index.js';
import type { SpeechEngine } from '../speech/index.js';

/** A slot that gets no turn for so long hands its item back: the item's own deadline must not count it as a failure. */
const LONGEST_WAIT_MS = 2 * 60_000;
const BACK_AFTER_MS = 10_000;

/**
 * An engine whose calls keep the limit that all nodes together have for it (`e2a cluster limit`).
 * @param caller names this slot among all slots of the cluster
 */
export function rateLimited(engine: SpeechEngine, rates: RateBoard, clock: Clock, caller: string): SpeechEngine {
  const name = engine.profile.engine;
  let calls = 0;
  return {
    profile: engine.profile,
    estimateSeconds: (text) => engine.estimateSeconds(text),
    close: () => engine.close(),
    speak: async (text, seed, signal) => {
      const call = `${caller}#${++calls}`;
      await turnOf(rates, name, call, clock, signal);
      try {
        return await engine.speak(text, seed, signal);
      } finally {
        // One that is not heard is forgotten by itself after a while.
        await rates.endCall(name, call).catch(() => undefined);
      }
    },
  };
}

/** Resolves when the call may begin. */
async function turnOf(
  rates: RateBoard,
  engine: string,
  call: string,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const until = clock.now() + LONGEST_WAIT_MS;
  for (;;) {
    signal.throwIfAborted();
    const answer = await rates.beginCall(engine, call, clock.now());
    if (answer.granted) return;
    if (clock.now() + answer.retryMs > until)
      throw new OutageError(`The limit of ${engine} left no turn for ${LONGEST_WAIT_MS / 1000} s.`, BACK_AFTER_MS);
    await clock.sleep(answer.retryMs, signal);
  }
}
