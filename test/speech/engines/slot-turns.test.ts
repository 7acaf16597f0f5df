import { expect, it } from 'vitest';
import { SlotTurns } from '../../../src/speech/engines/slot-turns.js';

const never = new AbortController().signal;

it('one thing is done at a time, in the order they were asked for, whatever becomes of the one before', async () => {
  const turns = new SlotTurns();
  const seen: string[] = [];
  const first = deferred();
  const one = turns.take(never, async () => {
    seen.push('one begins');
    await first.promise;
    seen.push('one ends');
    throw new Error('one failed');
  });
  const two = turns.take(never, async () => void seen.push('two'));
  first.resolve();
  await expect(one).rejects.toThrow('one failed');
  await two;
  expect(seen).toEqual(['one begins', 'one ends', 'two']);
});

it('what was aborted while it waited is not begun', async () => {
  const turns = new SlotTurns();
  const controller = new AbortController();
  const first = deferred();
  const one = turns.take(never, () => first.promise);
  const two = turns.take(controller.signal, async () => 'begun');
  controller.abort(new Error('no longer wanted'));
  first.resolve();
  await one;
  await expect(two).rejects.toThrow('no longer wanted');
});

it('closing breaks off what runs, waits for it, and lets nothing more begin', async () => {
  const turns = new SlotTurns();
  const running = turns.take(
    never,
    (signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
      }),
  );
  const waiting = turns.take(never, async () => 'begun');
  const ends = [running, waiting, turns.take(never, async () => 'begun')].map((turn) =>
    turn.catch((error: Error) => error.message),
  );
  await turns.close();
  expect(await Promise.all(ends)).toEqual(['the slot is closed', 'the slot is closed', 'the slot is closed']);
});

function deferred() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
