/** Who has long work under way says how far it is when somebody asks (`kill -USR1`). */
export interface ProgressDesk {
  /**
   * @param tell writes one line on stderr
   * @returns takes it away again
   */
  register(tell: () => void): () => void;
  /** Has the one that registered last tell. */
  ask(): void;
}

/** @param idle what is said where nobody has anything under way */
export function progressDesk(idle: () => void): ProgressDesk {
  let tellers: readonly (() => void)[] = [];
  return {
    register: (tell) => {
      tellers = [...tellers, tell];
      return () => {
        tellers = tellers.filter((one) => one !== tell);
      };
    },
    ask: () => (tellers.at(-1) ?? idle)(),
  };
}
