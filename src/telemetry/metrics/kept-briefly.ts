import type { Clock } from '../../core/index.js';

/** Asks anew when the last answer is older than `forMs`, and once for all who ask meanwhile; failures are not kept. */
export function keptBriefly<T>(ask: () => Promise<T>, forMs: number, clock: Pick<Clock, 'now'>): () => Promise<T> {
  let asked: Promise<T> | null = null;
  let kept: { readonly at: number; readonly answer: T } | null = null;
  const askAnew = async (): Promise<T> => {
    try {
      const answer = await ask();
      kept = { at: clock.now(), answer };
      return answer;
    } finally {
      asked = null;
    }
  };
  return async () => {
    if (kept !== null && clock.now() - kept.at < forMs) return kept.answer;
    asked ??= askAnew();
    return asked;
  };
}
