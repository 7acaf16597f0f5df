import type { JobStatus, WatchUpdate } from '../../client/index.js';
import type { Clock } from '../../core/index.js';
import type { Screen } from '../screen.js';
import { changeLine, changesBetween } from './changes.js';
import { liveBlock } from './live-block.js';
import { ndjson } from './ndjson.js';
import { NO_PACE, observe, secondsLeft, speedOf } from './pace.js';
import { type Measured, progressBlock } from './progress-block.js';

/** Shows a job while it runs. */
export interface JobView {
  show(update: WatchUpdate): void;
  /** A sentence between the updates. */
  say(text: string): void;
  /** Nothing more comes. */
  end(): void;
}

export interface ViewOptions {
  readonly json: boolean;
  readonly out: Screen;
  readonly words: Screen;
  readonly clock: Clock;
  /** Of the voice and book; makes the speed comparable with real time. */
  readonly charactersPerSecond: number;
}

/** A live block on a terminal, a line per change in a pipe, NDJSON for programs. */
export function jobView(options: ViewOptions): JobView {
  if (options.json) return jsonView(options);
  return options.words.isTerminal ? blockView(options) : lineView(options);
}

function measurer({ clock, charactersPerSecond }: ViewOptions): (status: JobStatus) => Measured {
  let pace = NO_PACE;
  return (status) => {
    pace = observe(pace, clock.now(), status.charactersDone);
    const left = status.characters - status.charactersDone;
    return { speed: speedOf(pace, charactersPerSecond), secondsLeft: left > 0 ? secondsLeft(pace, left) : null };
  };
}

function blockView(options: ViewOptions): JobView {
  const { words } = options;
  const block = liveBlock(words);
  const measure = measurer(options);
  return {
    show: ({ status }) =>
      block.draw(progressBlock(status, measure(status), words.columns(), (style, text) => words.paint(style, text))),
    say: (text) => {
      block.clear();
      words.write(`${text}\n`);
    },
    end: () => block.clear(),
  };
}

function lineView({ words }: ViewOptions): JobView {
  let before: JobStatus | null = null;
  return {
    show: ({ status }) => {
      for (const change of changesBetween(before, status)) words.write(`${changeLine(change)}\n`);
      before = status;
    },
    say: (text) => words.write(`${text}\n`),
    end: () => undefined,
  };
}

function jsonView(options: ViewOptions): JobView {
  const { out } = options;
  const measure = measurer(options);
  let before: JobStatus | null = null;
  return {
    show: ({ status, events }) => {
      for (const { type, text, job, at } of events) out.write(ndjson({ type: 'event', event: type, job, at, text }));
      for (const { type, ...facts } of changesBetween(before, status)) out.write(ndjson({ type, ...facts }));
      if (before?.percent !== status.percent) out.write(ndjson(progressOf(status, measure(status))));
      before = status;
    },
    say: () => undefined,
    end: () => undefined,
  };
}

function progressOf(status: JobStatus, { speed, secondsLeft: left }: Measured) {
  const { job, state, percent, charactersDone, characters } = status;
  return { type: 'progress', job, state, percent, charactersDone, characters, speed, secondsLeft: left };
}
