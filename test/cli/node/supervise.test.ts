import { describe, expect, it } from 'vitest';
import { makeInterruption } from '../../../src/cli/interruption.js';
import { progressDesk } from '../../../src/cli/progress-desk.js';
import type { ChildEnd } from '../../../src/cli/node/restarts.js';
import { type ChildNode, supervise } from '../../../src/cli/node/supervise.js';
import { createManualClock } from '../../cluster/runtime/manual-clock.js';
import { fakeScreen } from '../fake-terminal.js';

const exit = (code: number): ChildEnd => ({ code, signal: null, error: null });
const KILLED: ChildEnd = { code: null, signal: 'SIGKILL', error: null };

/** A child that ends when the test says so; it is told signals. */
class PretendChild implements ChildNode {
  readonly told: string[] = [];
  starts = 0;
  private ends: (end: ChildEnd) => void = () => undefined;

  constructor(
    readonly name: string,
    private readonly obeys = true,
  ) {}

  start() {
    this.starts += 1;
    const ended = new Promise<ChildEnd>((resolve) => {
      this.ends = resolve;
    });
    const kill = (signal: 'SIGTERM' | 'SIGKILL'): void => {
      this.told.push(signal);
      if (this.obeys || signal === 'SIGKILL') this.ends(signal === 'SIGKILL' ? KILLED : exit(0));
    };
    return { ended, kill };
  }

  end(end: ChildEnd): void {
    this.ends(end);
  }
}

function scene(...children: readonly PretendChild[]) {
  const clock = createManualClock();
  const words = fakeScreen();
  const atOnce: number[] = [];
  const { interruption, interrupt } = makeInterruption((code) => atOnce.push(code));
  const progress = progressDesk(() => undefined);
  const ended = supervise(children, { clock, words, interruption, progress, graceMs: 30_000 }).catch(
    (error: unknown) => error,
  );
  return { clock, words, interrupt, progress, ended, atOnce };
}

describe('the parent of several nodes', () => {
  it('starts a crashed one again after a pause, and leaves the others alone', async () => {
    const [one, two] = [new PretendChild('attic-gpu0'), new PretendChild('attic-gpu1')];
    const { clock, words, interrupt, ended } = scene(one, two);
    two.end(KILLED);
    await clock.advance(100);
    expect([one.starts, two.starts]).toEqual([1, 1]);
    await clock.advance(2_000);
    expect([one.starts, two.starts]).toEqual([1, 2]);
    expect(words.written()).toMatch(/^attic-gpu1 ended \(SIGKILL\); it is started again in [01]\.\d s\.\n$/);
    interrupt('SIGTERM');
    expect(await ended).toBe(0);
    expect([one.told, two.told]).toEqual([['SIGTERM'], ['SIGTERM']]);
  });

  it('ends when all have left by order', async () => {
    const [one, two] = [new PretendChild('a'), new PretendChild('b')];
    const { words, ended } = scene(one, two);
    one.end(exit(0));
    two.end(exit(0));
    expect(await ended).toBe(0);
    expect(words.written()).toBe('a has left.\nb has left.\n');
  });

  it('lets the others leave when one cannot be kept running, and says why', async () => {
    const [one, two] = [new PretendChild('attic-gpu0'), new PretendChild('attic-gpu1')];
    const { ended } = scene(one, two);
    two.end(exit(7));
    expect(await ended).toMatchObject({
      exitCode: 7,
      failure: { code: 'E2A-2009', what: expect.stringContaining('attic-gpu1'), fix: 'e2a doctor --gpu' },
    });
    expect(one.told).toEqual(['SIGTERM']);
    expect(two.starts).toBe(1);
  });

  it('says which code a missing cluster has', async () => {
    const one = new PretendChild('a');
    const { ended } = scene(one);
    one.end(exit(4));
    expect(await ended).toMatchObject({ exitCode: 4, failure: { code: 'E2A-4003' } });
  });

  it('passes a second request on, and ends with the code of the second', async () => {
    const one = new PretendChild('a', false);
    const { interrupt, ended, atOnce } = scene(one);
    interrupt('SIGTERM');
    interrupt('SIGINT');
    expect(one.told).toEqual(['SIGTERM', 'SIGTERM']);
    one.end(exit(143));
    expect(await ended).toBe(130);
    await Promise.resolve();
    expect(atOnce).toEqual([130]);
  });

  it('kills what is far beyond its grace', async () => {
    const one = new PretendChild('a', false);
    const { clock, interrupt, ended } = scene(one);
    interrupt('SIGTERM');
    await clock.advance(30_000 + 44_000);
    expect(one.told).toEqual(['SIGTERM']);
    await clock.advance(2_000);
    expect(one.told).toEqual(['SIGTERM', 'SIGKILL']);
    expect(await ended).toBe(0);
  });

  it('does not start again while it is leaving', async () => {
    const one = new PretendChild('a');
    const { clock, interrupt, ended } = scene(one);
    one.end(KILLED);
    await clock.advance(10);
    interrupt('SIGTERM');
    expect(await ended).toBe(0);
    expect(one.starts).toBe(1);
  });
});
