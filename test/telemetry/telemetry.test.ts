import { describe, expect, it } from 'vitest';
import {
  createLogger,
  fanOut,
  type LifecycleEvent,
  type LogLevel,
  logTelemetry,
  ndjsonTelemetry,
} from '../../src/telemetry/index.js';

const FINISHED: LifecycleEvent = {
  type: 'work-finished',
  id: 'a-tale-7f3a/ch-001/0001/1',
  task: 'speak',
  ms: 812,
  result: { samples: 24_000 },
};
const TURN: LifecycleEvent = { type: 'turn-taken', address: 'book/a', message: 'Wake', ms: 3, repeated: false };

function logged(level: LogLevel, format: 'json' | 'text', ...events: readonly LifecycleEvent[]): readonly string[] {
  const lines: string[] = [];
  const telemetry = logTelemetry(createLogger(level, format, (line) => lines.push(line)));
  for (const event of events) telemetry.emit(event);
  return lines;
}

describe('the log', () => {
  it.each([
    { level: 'silent', lines: 0 },
    { level: 'error', lines: 0 },
    { level: 'info', lines: 1 },
    { level: 'debug', lines: 2 },
  ] as const)('at $level shows $lines of a finished work and a turn', ({ level, lines }) => {
    expect(logged(level, 'json', FINISHED, TURN)).toHaveLength(lines);
  });

  it('as JSON: one object a line, with the facts of the event', () => {
    const [line = ''] = logged('info', 'json', FINISHED);
    expect(line.endsWith('\n')).toBe(true);
    expect(JSON.parse(line)).toMatchObject({ level: 'info', msg: 'work finished', task: 'speak', durMs: 812 });
  });

  it('as text: one sentence a line', () => {
    expect(logged('info', 'text', FINISHED)[0]).toMatch(
      /^\d\d:\d\d:\d\d info {2}work finished durMs=812 id=\S+ task=speak result=\{"samples":24000\}\n$/,
    );
  });
});

describe('NDJSON', () => {
  it('passes work on as it is, and leaves turns out', () => {
    const seen: LifecycleEvent[] = [];
    const telemetry = ndjsonTelemetry((event) => seen.push(event));
    telemetry.emit(FINISHED);
    telemetry.emit(TURN);
    expect(seen).toEqual([FINISHED]);
  });
});

describe('fan-out', () => {
  it('tells everybody, also when one of them throws', () => {
    const heard: string[] = [];
    const broken = {
      emit: () => {
        throw new Error('screen gone');
      },
    };
    const good = (name: string) => ({ emit: (event: LifecycleEvent) => heard.push(`${name} ${event.type}`) });
    fanOut(good('a'), broken, good('b')).emit(FINISHED);
    expect(heard).toEqual(['a work-finished', 'b work-finished']);
  });
});
