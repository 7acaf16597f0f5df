import { styleText } from 'node:util';

export type Paint = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Columns of a stream that does not tell. */
const USUAL_COLUMNS = 80;

/** One output stream: where it goes decides about colour and animation. */
export interface Screen {
  readonly isTerminal: boolean;
  columns(): number;
  write(text: string): void;
  /** Coloured on a terminal, unless NO_COLOR or TERM=dumb ask otherwise; plain in a pipe. */
  paint(style: Paint, text: string): string;
  /** Resolves when everything written has left this process. */
  flush(): Promise<void>;
}

/** @param onClosed called when the reader has gone (`e2a jobs | head -1`); what is written later is dropped. */
export function streamScreen(stream: NodeJS.WriteStream, onClosed: () => void): Screen {
  let closed = false;
  stream.on('error', () => {
    if (!closed) onClosed();
    closed = true;
  });
  const styled = (style: Paint, text: string): string =>
    // The types of Node 20 do not know the third argument; the stream decides about colour, not stdout.
    (styleText as (style: Paint, text: string, options: object) => string)(style, text, { stream });
  return {
    isTerminal: stream.isTTY === true,
    columns: () => stream.columns ?? USUAL_COLUMNS,
    write: (text) => {
      if (!closed) stream.write(text);
    },
    paint: (style, text) => (stream.isTTY === true ? styled(style, text) : text),
    flush: () => new Promise((resolve) => (closed ? resolve() : stream.write('', () => resolve()))),
  };
}
