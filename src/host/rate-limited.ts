import type { RateBoard } from '../cluster/ports/index.js';
import { type Clock, OutageError } from '../core/index.js';
import type { SpeechEngine } from '../speech/index.js';
import { SPEAK_DEADLINE_MS } from './performers/speak.js';

/** The speaking itself needs less. */
const SPEAKING_MS = 60_000;
/** An item that has waited so long for its turns, all together, is handed back: its deadline would count it as a failure. */
const LONGEST_WAIT_MS = SPEAK_DEADLINE_MS - SPEAKING_MS;
const BACK_AFTER_MS = 10_000;

/**
 * An engine for one item, whose calls keep the limit that all nodes together have for it (`e2a cluster limit`).
 * @param caller names this item on this slot among all of the cluster
 */
export function rateLimited(engine: SpeechEngine, rates: RateBoard, clock: Clock, caller: string): SpeechEngine {
  const name = engine.profile.engine;
  const patience = { leftMs: LONGEST_WAIT_MS };
  let calls = 0;
  return {
    profile: engine.profile,
    estimateSeconds: (text) => engine.estimateSeconds(text),
    close: () => engine.close(),
    speak: async (utterance, signal) => {
      const call = `${caller}#${++calls}`;
      await turnOf(rates, name, call, patience, clock, signal);
      try {
        return await engine.speak(utterance, signal);
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
  patience: { leftMs: number },
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const answer = await rates.beginCall(engine, call, clock.now());
    if (answer.granted) return;
    patience.leftMs -= answer.retryMs;
    if (patience.leftMs < 0)
      throw new OutageError(`The limit of ${engine} left no turn for ${LONGEST_WAIT_MS / 1000} s.`, BACK_AFTER_MS);
    await clock.sleep(answer.retryMs, signal);
  }
}
