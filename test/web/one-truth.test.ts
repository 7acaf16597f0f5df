import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { progressDesk } from '../../src/cli/progress-desk.js';
import { jobView } from '../../src/cli/render/job-view.js';
import type { JobStatus } from '../../src/client/index.js';
import { systemClock } from '../../src/host/index.js';
import { eventually } from '../support/eventually.js';
import { fakeScreen } from '../cli/fake-terminal.js';
import { createManualClock } from '../cluster/runtime/manual-clock.js';
import { type RecordedBook, readRecording, recordBook, replayed } from '../support/recorded-book.js';
import { readSse, type SseReading } from '../support/sse.js';
import { statusesIn } from './events/live-scene.js';
import { type WebScene, webScene } from './web-scene.js';

const TEST_MS = 120_000;
const SEEN_MS = 5_000;
/** The server reads a job at most four times a second. */
const BETWEEN_READINGS_MS = 300;

interface Shown {
  readonly state: string;
  readonly percent: number;
}
const shown = ({ state, percent }: Shown): Shown => ({ state, percent });

describe('one truth about progress', () => {
  let recorded: RecordedBook;
  beforeAll(async () => {
    recorded = await recordBook();
    // What other tests replay is made by the same rules: `E2A_RECORD=1 npx vitest run test/web/one-truth.test.ts`.
    if (process.env['E2A_RECORD'] === '1')
      await writeFile(
        new URL('../fixtures/recorded-book.json', import.meta.url),
        `${JSON.stringify({ ...recorded, percents: [...new Set(recorded.percents)] }, null, 1)}\n`,
      );
  }, TEST_MS);

  it('a book that is made never falls back, at no event and at no moment between', () => {
    const { steps, percents } = recorded;
    expect(steps.length).toBeGreaterThan(8);
    expect(percents).toEqual(percents.toSorted((a, b) => a - b));
    const atEvents = steps.map(({ status }) => status.percent);
    expect(atEvents).toEqual(atEvents.toSorted((a, b) => a - b));
    expect(steps.at(-1)?.status).toMatchObject({ state: 'completed', percent: 100 });
  });

  describe.each(['the recorded book', 'the book of the fixture'])('%s, seen at each event', (which) => {
    let web: WebScene;
    let replay: ReturnType<typeof replayed>;
    let stream: SseReading;
    const clock = createManualClock();
    beforeAll(async () => {
      replay = replayed(which === 'the recorded book' ? recorded : await readRecording());
      await replay.step();
      web = await webScene({ client: replay.client, clock });
      const response = await web.get('api/v1/events');
      if (response.body === null) throw new Error('no stream');
      stream = readSse(response.body);
      await eventually('the snapshot', SEEN_MS, () => stream.of('snapshot').length > 0);
    });
    afterAll(async () => {
      await stream.leave();
      await web.close();
    });

    it('has the same state and percent for the command line, the event stream and the API', {
      timeout: TEST_MS,
    }, async () => {
      const screen = fakeScreen();
      const view = jobView({
        json: true,
        out: screen,
        words: screen,
        clock: systemClock,
        progress: progressDesk(() => undefined),
        charactersPerSecond: 15,
      });
      const first = await replay.client.current('');
      view.show({ status: first, events: [] });
      expect(statusesIn(stream.of('snapshot')[0]?.data).map(shown)).toEqual([shown(first)]);
      let before = first;
      for (let step = await replay.step(); step !== null; step = await replay.step()) {
        const truth = shown(step.status);
        view.show({ status: step.status, events: [step.event] });
        expect(lastShown(screen.written()), 'the command line').toEqual(truth);
        const { seq } = step.event;
        await clock.advance(BETWEEN_READINGS_MS);
        await eventually(`event ${seq}`, SEEN_MS, () => stream.lastId === String(seq));
        const status = await (await web.get(`api/v1/jobs/${step.status.job}`)).json();
        expect(shown(status as JobStatus), 'the API').toEqual(truth);
        if (withoutTurns(before) !== withoutTurns(step.status))
          await eventually(`the status after event ${seq}`, SEEN_MS, () => isTold(stream, step.status));
        before = step.status;
      }
      expect(stream.of('happened').map(({ id }) => Number(id))).toEqual(
        Array.from({ length: stream.of('happened').length }, (_, index) => index + 2),
      );
      const told = stream.of('status').map(({ data }) => (data as JobStatus).percent);
      expect(told).toEqual(told.toSorted((a, b) => a - b));
    });
  });
});

/** The pace beside it is learnt by whoever looks on, and differs from screen to screen. */
function isTold(stream: SseReading, status: JobStatus): boolean {
  const { speed: _, secondsLeft: __, ...told } = (stream.of('status').at(-1)?.data ?? {}) as Record<string, unknown>;
  return withoutTurns(told) === withoutTurns({ v: 1, ...status });
}

/** What is worth telling: a turn that changed nothing else is not. */
const withoutTurns = (status: object): string => JSON.stringify({ ...status, turns: null });

/** What somebody who reads the lines of `--json` knows. */
function lastShown(lines: string): Shown {
  const known = { state: '', percent: -1 };
  for (const line of lines
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text) as Record<string, unknown>)) {
    if (line['type'] !== 'job' && line['type'] !== 'progress') continue;
    known.state = String(line['state']);
    known.percent = Number(line['percent']);
  }
  return known;
}
