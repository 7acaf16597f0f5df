import { EventEmitter, once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { deviceMemoryLately } from '../../../src/cli/status/gpu-memory.js';
import { createManualClock } from '../../cluster/runtime/manual-clock.js';

const LATER_MS = 16_000;
const momentOf = (usedBytes: number | null) => ({
  uuid: 'GPU-1',
  usedBytes,
  totalBytes: 80,
  utilization: null,
  celsius: null,
});

describe('how much memory a GPU had in use lately', () => {
  it('is told at once, as it was known last; the driver is asked behind that, and not for each report', async () => {
    const clock = createManualClock();
    const answers = [momentOf(10), momentOf(20), momentOf(null)];
    const driver = new EventEmitter();
    const asked: string[] = [];
    const lately = deviceMemoryLately('GPU-1', clock, async (uuid) => {
      asked.push(uuid);
      await once(driver, 'answer');
      return answers.shift() ?? null;
    });
    const told = async () => {
      driver.emit('answer');
      await new Promise(setImmediate);
      return lately();
    };
    expect([lately(), lately(), lately()]).toEqual([null, null, null]);
    expect(await told()).toEqual({ usedBytes: 10, totalBytes: 80 });
    expect(asked).toEqual(['GPU-1']);
    await clock.advance(LATER_MS);
    expect(lately()).toEqual({ usedBytes: 10, totalBytes: 80 });
    expect(await told()).toEqual({ usedBytes: 20, totalBytes: 80 });
    await clock.advance(LATER_MS);
    lately();
    expect(await told()).toBeNull();
  });

  it('is nothing where the driver does not answer', async () => {
    const lately = deviceMemoryLately('GPU-1', createManualClock(), () => Promise.reject(new Error('no driver')));
    expect(lately()).toBeNull();
    await new Promise(setImmediate);
    expect(lately()).toBeNull();
  });
});
