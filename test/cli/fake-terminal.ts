import { makeInterruption } from '../../src/cli/interruption.js';
import { progressDesk } from '../../src/cli/progress-desk.js';
import type { Screen } from '../../src/cli/screen.js';
import type { Surroundings } from '../../src/cli/surroundings.js';
import { createManualClock } from '../cluster/runtime/manual-clock.js';

/** A stream that is read by the test. */
export interface FakeScreen extends Screen {
  readonly written: () => string;
}

const ROWS = 24;

export function fakeScreen(isTerminal = false, columns = 80): FakeScreen {
  const parts: string[] = [];
  return {
    isTerminal,
    isLive: isTerminal,
    columns: () => columns,
    rows: () => ROWS,
    write: (text) => void parts.push(text),
    paint: (style, text) => (isTerminal ? `<${style}>${text}</${style}>` : text),
    flush: async () => {},
    written: () => parts.join(''),
  };
}

/** A process of a user with an empty home folder. */
export function fakeProcess(argv: readonly string[], home: string, env: Readonly<Record<string, string>> = {}) {
  const out = fakeScreen();
  const words = fakeScreen();
  const { interruption, interrupt } = makeInterruption(() => {
    throw new Error('ended at once');
  });
  const surroundings: Surroundings = {
    argv,
    env,
    cwd: home,
    home,
    platform: 'linux',
    version: '1.2.3',
    nodeVersion: '20.20.2',
    hostName: 'attic',
    cores: 2,
    runName: 'a1b2c3',
    out,
    words,
    interruption,
    progress: progressDesk(() => undefined),
    keys: { listen: () => () => undefined },
    clock: createManualClock(),
  };
  return { surroundings, out, words, interrupt };
}
