/** Keys that a person presses while something is shown. */
export interface Keys {
  /** Nothing is heard where nobody sits at a keyboard. @returns ends the listening and gives the terminal back as it was */
  listen(onKey: (key: string) => void): () => void;
}

const CTRL_C = '\u0003';

type Keyboard = Pick<NodeJS.ReadStream, 'isTTY' | 'setRawMode' | 'on' | 'off' | 'resume' | 'pause'>;

/**
 * @param keyboard looked at when somebody listens: a pipe that nobody reads from is left alone
 * @param interrupt called for Ctrl+C, which is no signal while keys are listened to
 */
export const terminalKeys = (keyboard: () => Keyboard, interrupt: () => void): Keys => ({
  listen: (onKey) => {
    const stream = keyboard();
    if (stream.isTTY !== true) return () => undefined;
    const heard = (pressed: Buffer | string): void => {
      for (const key of pressed.toString()) {
        if (key === CTRL_C) interrupt();
        else onKey(key);
      }
    };
    stream.setRawMode(true);
    stream.on('data', heard).resume();
    return () => {
      stream.off('data', heard).pause();
      stream.setRawMode(false);
    };
  },
});
