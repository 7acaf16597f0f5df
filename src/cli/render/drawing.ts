import type { Screen } from '../screen.js';

/** How tables are drawn. */
export interface Drawing {
  readonly paintHeading: (text: string) => string;
  /** Of the screen; infinite where nothing may be cut. */
  readonly columns: number;
}

/** On a terminal as wide as it is, in a pipe whole. */
export const drawingOn = (screen: Pick<Screen, 'isTerminal' | 'columns' | 'paint'>): Drawing => ({
  paintHeading: (text) => screen.paint('bold', text),
  columns: screen.isTerminal ? screen.columns() : Number.POSITIVE_INFINITY,
});
