import { styleText } from 'node:util';
import type { Environment } from '../config/index.js';

export type Paint = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Columns of a stream that does not tell. */
const USUAL_COLUMNS = 80;
const USUAL_ROWS = 24;

/** One output stream: where it goes decides about colour and animation. */
export interface Screen {
  readonly isTerminal: boolean;
  /** Lines may be drawn anew in their place: a terminal, unless NO_COLOR or TERM=dumb ask for plain lines. */
  readonly isLive: boolean;
  columns(): number;
  rows(): number;
  write(text: string): void;
  /** Coloured on a terminal, unless NO_COLOR or TERM=dumb ask otherwise; plain in a pipe. */
  paint(style: Paint, text: string): string;
  /** Resolves when everything written has left this process. */
  flush(): Promise<void>;
}

/** @param onClosed called when the reader has gone (`e2a jobs | head -1`); what is written later is dropped. */
export function streamScreen(stream: NodeJS.WriteStream, env: Environment, onClosed: () => void): Screen {
  let closed = false;
  stream.on('error', () => {
    if (!closed) onClosed();
    closed = true;
  });
  const styled = (style: Paint, text: string): string =>
    // The types of Node 20 do not know the third argument; the stream decides about colour, not stdout.
    (styleText as (style: Paint, text: string, options: object) => string)(style, text, { stream });
  const isLive = stream.isTTY === true && !wantsPlain(env);
  return {
    isTerminal: stream.isTTY === true,
    isLive,
    columns: () => stream.columns ?? USUAL_COLUMNS,
    rows: () => stream.rows ?? USUAL_ROWS,
    write: (text) => {
      if (!closed) stream.write(text);
    },
    paint: (style, text) => (isLive ? styled(style, text) : text),
    flush: () => new Promise((resolve) => (closed ? resolve() : stream.write('', () => resolve()))),
  };
}

/** An empty NO_COLOR asks for nothing. */
const wantsPlain = ({ NO_COLOR, TERM }: Environment): boolean => (NO_COLOR ?? '') !== '' || TERM === 'dumb';
