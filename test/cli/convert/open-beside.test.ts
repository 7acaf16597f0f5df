import { describe, expect, it } from 'vitest';
import { openBeside } from '../../../src/cli/convert/open-beside.js';

interface Gate<T> {
  readonly passed: Promise<T>;
  open(value: T): void;
  shut(error: Error): void;
}

function gate<T>(): Gate<T> {
  let open: (value: T) => void = () => undefined;
  let shut: (error: Error) => void = () => undefined;
  const passed = new Promise<T>((resolve, reject) => {
    open = resolve;
    shut = reject;
  });
  return { passed, open, shut };
}

/** A book that is planned while a server starts; what happens to both is for the test to say. */
function race() {
  const happened: string[] = [];
  const book = gate<string>();
  const server = gate<void>();
  const undoing = gate<void>();
  const undo = async (): Promise<void> => {
    happened.push('undoing');
    await undoing.passed;
    happened.push('undone');
  };
  const ended = openBeside(
    () => book.passed,
    () => server.passed.then(() => ({ undo })),
  ).then(
    ({ prepared }) => void happened.push(`goes on with ${prepared}`),
    (error: Error) => void happened.push(error.message),
  );
  return { book, server, undoing, happened, ended };
}

/** After all that follows from what was done so far. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const plans = ({ book }: ReturnType<typeof race>): void => book.open('the plan');
const bad = ({ book }: ReturnType<typeof race>): void => book.shut(new Error('a bad book'));
const starts = ({ server }: ReturnType<typeof race>): void => server.open();
const broken = ({ server }: ReturnType<typeof race>): void => server.shut(new Error('no server'));

describe('a server that starts while a book is planned', () => {
  it.each([
    ['the plan comes first', plans, starts, ['goes on with the plan']],
    ['the server comes first', starts, plans, ['goes on with the plan']],
    ['a plan, and then no server', plans, broken, ['no server']],
    ['no server, and then a plan', broken, plans, ['no server']],
    ['a bad book, and then the server', bad, starts, ['undoing', 'undone', 'a bad book']],
    ['the server, and then a bad book', starts, bad, ['undoing', 'undone', 'a bad book']],
    ['a bad book, and then no server', bad, broken, ['a bad book']],
    ['no server, and then a bad book', broken, bad, ['a bad book']],
  ])('%s', async (_, first, second, then) => {
    const run = race();
    first(run);
    await settled();
    expect(run.happened).toEqual([]);
    second(run);
    await settled();
    run.undoing.open();
    await run.ended;
    expect(run.happened).toEqual(then);
  });

  it('nothing is told of a bad book before the server has ended', async () => {
    const run = race();
    starts(run);
    bad(run);
    await settled();
    expect(run.happened).toEqual(['undoing']);
    run.undoing.open();
    await run.ended;
    expect(run.happened).toEqual(['undoing', 'undone', 'a bad book']);
  });
});
