import {
  type JobStatus,
  type Measured,
  NO_PACE,
  observe,
  secondsLeft,
  speedOf,
  type WatchUpdate,
} from '../../client/index.js';
import type { Clock, Instant } from '../../core/index.js';
import type { ProgressDesk } from '../progress-desk.js';
import type { Screen } from '../screen.js';
import { changeLine, changesBetween } from './changes.js';
import { liveBlock } from './live-block.js';
import { ndjson } from './ndjson.js';
import { progressBlock } from './progress-block.js';
import { progressLine } from './progress-line.js';

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
  readonly progress: ProgressDesk;
  /** Of the voice and book; makes the speed comparable with real time. */
  readonly charactersPerSecond: number;
}

/** How a kind of view draws what was measured. */
interface Picture {
  show(update: WatchUpdate, measured: Measured): void;
  /** Between what is drawn; for programs it is no data. */
  say(text: string): void;
  end(): void;
}

/** Who reads the log of a pipe wants to see that it lives, and no more often than this. */
const HEARTBEAT_MS = 30_000;
const NOTHING_SEEN = 'The job was not seen yet.';

/** A live block on a terminal, a line per change in a pipe, NDJSON for programs; a line of progress whenever somebody asks. */
export function jobView(options: ViewOptions): JobView {
  const { json, words, progress } = options;
  const picture = json ? jsonPicture(options) : words.isLive ? blockPicture(options) : linePicture(options);
  const measure = measurer(options);
  let line = NOTHING_SEEN;
  const unregister = progress.register(() => (json ? words.write(`${line}\n`) : picture.say(line)));
  return {
    show: (update) => {
      const measured = measure(update.status);
      line = progressLine(update.status, measured);
      picture.show(update, measured);
    },
    say: picture.say,
    end: () => {
      unregister();
      picture.end();
    },
  };
}

function measurer({ clock, charactersPerSecond }: ViewOptions): (status: JobStatus) => Measured {
  let pace = NO_PACE;
  return (status) => {
    pace = observe(pace, clock.now(), status.charactersDone);
    return { speed: speedOf(pace, charactersPerSecond), secondsLeft: secondsLeft(pace, status) };
  };
}

function blockPicture({ words }: ViewOptions): Picture {
  const block = liveBlock(words);
  return {
    show: ({ status }, measured) =>
      block.draw(progressBlock(status, measured, words.columns(), (style, text) => words.paint(style, text))),
    say: (text) => {
      block.clear();
      words.write(`${text}\n`);
    },
    end: () => block.clear(),
  };
}

function linePicture({ words, clock }: ViewOptions): Picture {
  let before: JobStatus | null = null;
  let saidAt: Instant = clock.now();
  const say = (text: string): void => {
    saidAt = clock.now();
    words.write(`${text}\n`);
  };
  return {
    show: ({ status }, measured) => {
      for (const change of changesBetween(before, status)) say(changeLine(change));
      before = status;
      if (clock.now() - saidAt >= HEARTBEAT_MS) say(progressLine(status, measured));
    },
    say,
    end: () => undefined,
  };
}

function jsonPicture({ out }: ViewOptions): Picture {
  let before: JobStatus | null = null;
  return {
    show: ({ status, events }, measured) => {
      for (const { type, seq, text, job, at } of events)
        out.write(ndjson({ type: 'event', seq, event: type, job, at, text }));
      for (const { type, ...facts } of changesBetween(before, status)) out.write(ndjson({ type, ...facts }));
      if (before?.percent !== status.percent) out.write(ndjson(progressOf(status, measured)));
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
