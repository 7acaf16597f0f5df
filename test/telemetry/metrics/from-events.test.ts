import { describe, expect, it } from 'vitest';
import { Metrics, metricsTelemetry } from '../../../src/telemetry/metrics/index.js';
import type { LifecycleEvent } from '../../../src/telemetry/index.js';
import { linesOf, seriesOf } from './read-metrics.js';

const ID = 'a-tale-7f3a/ch-001/0001/1';
const SPOKEN = { type: 'SegmentSpoken', ms: 900, engineMs: 600, samples: 48_000, characters: 120 };

function counted(...events: readonly LifecycleEvent[]): Metrics {
  const metrics = new Metrics(['node']);
  const telemetry = metricsTelemetry(metrics, { engine: 'hibari', device: 'cpu' });
  for (const event of events) telemetry.emit(event);
  return metrics;
}
const spoke = (result: object): LifecycleEvent => ({
  type: 'work-finished',
  id: ID,
  task: 'speak',
  ms: 950,
  result: { ...SPOKEN, ...result },
});
const made = (task: string, ms: number): LifecycleEvent => ({ type: 'work-finished', id: ID, task, ms, result: {} });
const announced = (event: string, facts = {}): LifecycleEvent => ({
  type: 'announced',
  job: 'a-tale-7f3a',
  event,
  at: 100_000,
  facts,
});

describe('what a process says of itself, counted', () => {
  it('a spoken segment: sound, time of the engine, characters', async () => {
    const metrics = counted(spoke({}), spoke({}));
    const labels = '{engine="hibari",device="cpu"}';
    expect(await seriesOf(metrics, `e2a_audio_seconds_total${labels}`)).toBe(4);
    expect(await seriesOf(metrics, `e2a_synthesis_seconds_total${labels}`)).toBeCloseTo(1.2);
    expect(await seriesOf(metrics, `e2a_characters_total${labels}`)).toBe(240);
    expect(await seriesOf(metrics, `e2a_segment_duration_seconds_count${labels}`)).toBe(2);
    expect(await seriesOf(metrics, `e2a_segment_duration_seconds_sum${labels}`)).toBeCloseTo(1.8);
  });

  it('a clip that was there: no sound was made', async () => {
    const metrics = counted(spoke({ ms: 0 }));
    expect(await linesOf(metrics, 'e2a_clips_found_total', 'e2a_audio_seconds_total')).toEqual([
      'e2a_clips_found_total{engine="hibari"} 1',
    ]);
  });

  it('a message of another shape: nothing is made up', async () => {
    const metrics = counted(spoke({ samples: 'many', characters: -3 }));
    expect(await seriesOf(metrics, 'e2a_audio_seconds_total{engine="hibari",device="cpu"}')).toBe(0);
  });

  it('chapters and books: where their work was done and their turns were taken', async () => {
    const metrics = counted(
      made('join', 2_000),
      made('encode', 3_000),
      made('read', 4_000),
      made('dance', 1_000),
      announced('chapter-joined', { silent: 0, since: 40_000 }),
      announced('chapter-joined', { silent: 2 }),
      announced('chapter-failed'),
      announced('first-chapter', { since: 90_000 }),
      announced('first-chapter'),
      announced('book-partial', { since: 0 }),
      announced('book-cancelled'),
      announced('book-paused'),
    );
    expect(await seriesOf(metrics, 'e2a_chapter_duration_seconds_sum{stage="join"}')).toBe(2);
    expect(await seriesOf(metrics, 'e2a_chapter_duration_seconds_sum{stage="encode"}')).toBe(3);
    expect(await seriesOf(metrics, 'e2a_chapter_duration_seconds_sum{stage="speak"}')).toBe(60);
    expect(await seriesOf(metrics, 'e2a_book_step_duration_seconds_sum{step="read"}')).toBe(4);
    expect(await seriesOf(metrics, 'e2a_book_step_duration_seconds_sum{step="other"}')).toBe(1);
    expect(await linesOf(metrics, 'e2a_chapters_completed_total', 'e2a_jobs_finished_total')).toEqual([
      'e2a_chapters_completed_total{outcome="spoken"} 1',
      'e2a_chapters_completed_total{outcome="degraded"} 1',
      'e2a_chapters_completed_total{outcome="failed"} 1',
      'e2a_jobs_finished_total{outcome="partial"} 1',
      'e2a_jobs_finished_total{outcome="cancelled"} 1',
    ]);
    expect(await linesOf(metrics, 'e2a_first_chapter_seconds_sum', 'e2a_first_chapter_seconds_count')).toEqual([
      'e2a_first_chapter_seconds_sum 10',
      'e2a_first_chapter_seconds_count 1',
    ]);
    expect(await seriesOf(metrics, 'e2a_job_duration_seconds_sum{outcome="partial"}')).toBe(100);
  });

  it('failures: by a closed list of reasons, whatever words came', async () => {
    const retried = (code: string): LifecycleEvent => ({
      type: 'work-retried',
      id: ID,
      task: 'speak',
      delayMs: 1,
      reason: 'x',
      code,
    });
    const metrics = counted(
      ...['outage', 'E2A-2006', 'the file /home/ada/secret.epub'].map(retried),
      { type: 'work-given-up', id: ID, task: 'join', failure: { code: 'E2A-3001', what: 'no ffmpeg' } },
      { type: 'work-returned', id: ID, task: 'speak', reason: 'paused' },
    );
    expect(await linesOf(metrics, 'e2a_retries_total', 'e2a_given_up_total', 'e2a_returned_total')).toEqual([
      'e2a_retries_total{stage="speak",reason="outage"} 1',
      'e2a_retries_total{stage="speak",reason="E2A-2006"} 1',
      'e2a_retries_total{stage="speak",reason="other"} 1',
      'e2a_given_up_total{stage="join",reason="E2A-3001"} 1',
      'e2a_returned_total{stage="speak"} 1',
    ]);
  });

  it('turns, troubles and the connection', async () => {
    const turn = (address: string): LifecycleEvent => ({
      type: 'turn-taken',
      address,
      message: 'Wake',
      ms: 3,
      repeated: false,
    });
    const metrics = counted(
      turn('book/a-tale-7f3a'),
      turn('chapter/a-tale-7f3a/ch-001'),
      { type: 'turn-conflict', address: 'book/a-tale-7f3a' },
      { type: 'mail-refused', address: 'book/a-tale-7f3a', reason: 'x' },
      { type: 'trouble', where: 'alarm of book/a-tale-7f3a', reason: 'x' },
      { type: 'connection', state: 'lost', server: 'a' },
    );
    expect(await seriesOf(metrics, 'e2a_turn_duration_seconds_count{actor="chapter"}')).toBe(1);
    expect(await seriesOf(metrics, 'e2a_turn_conflicts_total{actor="book"}')).toBe(1);
    expect(await seriesOf(metrics, 'e2a_troubles_total')).toBe(1);
    expect(await seriesOf(metrics, 'e2a_mail_refused_total')).toBe(1);
    expect(await seriesOf(metrics, 'e2a_server_losses_total')).toBe(1);
    expect(await seriesOf(metrics, 'e2a_server_connected')).toBe(0);
    metricsTelemetry(metrics, { engine: '', device: 'cpu' }).emit({ type: 'connection', state: 'back', server: 'a' });
    expect(await seriesOf(metrics, 'e2a_server_connected')).toBe(1);
    expect(await metrics.text()).not.toContain('a-tale');
  });
});
