import type { SpeechDesk } from '../options.js';

/** Texts spoken at the same time: a machine that also makes books has a core to spare for one. */
const AT_ONCE = 1;
/** Texts that wait behind it; whoever comes then is told to come back. */
const MOST_WAITING = 8;

export function createSpeechDesk(atOnce = AT_ONCE, mostWaiting = MOST_WAITING): SpeechDesk {
  const waiting: (() => void)[] = [];
  let serving = 0;
  /** A place goes from hand to hand: nobody slips in between. */
  const passOn = (): void => {
    const turn = waiting.shift();
    if (turn === undefined) serving--;
    else turn();
  };
  return {
    async serve(work, signal) {
      if (serving < atOnce) serving++;
      else if (waiting.length >= mostWaiting || !(await turnIn(waiting, signal))) return null;
      try {
        return signal.aborted ? null : { value: await work() };
      } finally {
        passOn();
      }
    },
  };
}

/** False when it was given up. */
function turnIn(waiting: (() => void)[], signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return Promise.resolve(false);
  return new Promise((resolve) => {
    const giveUp = (): void => {
      waiting.splice(waiting.indexOf(turn), 1);
      resolve(false);
    };
    const turn = (): void => {
      signal.removeEventListener('abort', giveUp);
      resolve(true);
    };
    waiting.push(turn);
    signal.addEventListener('abort', giveUp, { once: true });
  });
}
