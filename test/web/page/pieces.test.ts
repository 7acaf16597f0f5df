import { expect, it } from 'vitest';
import { MOST_PIECE_BYTES } from '../../../src/web/uploads/index.js';
import { load } from '../../scripts/load.js';

interface Reply {
  readonly status: number;
  readonly text: string;
}
interface Line {
  send(from: number, to: number, onSent: (bytes: number) => void): Promise<Reply>;
  offset(): Promise<number | null>;
  pause(ms: number): Promise<void>;
}
const { isTooMuchAtOnce, sendInPieces, PIECE_BYTES } = await load<{
  isTooMuchAtOnce(size: number, reply: Reply): boolean;
  sendInPieces(size: number, line: Line, onShare: (share: number) => void): Promise<Reply>;
  PIECE_BYTES: number;
}>('src/web/page/assets/pieces.js');

const MB = 1024 ** 2;
const FRONT_DOOR: Reply = { status: 413, text: '<h1>Request Entity Too Large</h1>' };
const OURS: Reply = { status: 413, text: '{"error":{"code":"E2A-6006","what":"A book may have 500 MB."}}' };
const NOBODY: Reply = { status: 0, text: '' };

/** A server that keeps pieces as ours does, behind a way with its own answers: null lets a piece through. */
function server(size: number, way: (from: number, to: number, n: number) => Reply | null = () => null) {
  const told: string[] = [];
  const pauses: number[] = [];
  let here = 0;
  const line: Line = {
    send: async (from, to, onSent) => {
      const stopped = way(from, to, told.push(`${from / MB}-${to / MB}`));
      onSent((to - from) / 2);
      if (stopped !== null) return stopped;
      if (from !== here) return { status: 409, text: '' };
      here = to;
      return { status: here === size ? 201 : 202, text: `${here}` };
    },
    offset: async () => here,
    pause: async (ms) => void pauses.push(ms),
  };
  const shares: number[] = [];
  return { line, told, pauses, shares, send: () => sendInPieces(size, line, (share) => shares.push(share)) };
}

it.each([
  ['what a front door refuses', 2 * MB, FRONT_DOOR, true],
  ['what we refuse', 2 * MB, OURS, false],
  ['a small one that a front door refuses', 0.4 * MB, FRONT_DOOR, false],
  ['a large one whose line broke', 9 * MB, NOBODY, true],
  ['a small one that nobody answered', MB, NOBODY, false],
  ['what is here', 99 * MB, { status: 201, text: '{}' }, false],
])('in pieces or not: %s', (_, size, reply, isIt) => {
  expect(isTooMuchAtOnce(size, reply)).toBe(isIt);
});

it('pieces are of a size that the server takes', () => {
  expect(PIECE_BYTES).toBeLessThanOrEqual(MOST_PIECE_BYTES);
});

it('they go one after another, and how far it is never falls', async () => {
  const { send, told, shares } = server(20 * MB);
  expect(await send()).toMatchObject({ status: 201 });
  expect(told).toEqual(['0-8', '8-16', '16-20']);
  expect(shares).toEqual([0.2, 0.6, 0.9]);
});

it('they are halved until the front door lets them through', async () => {
  const { send, told, pauses } = server(2.5 * MB, (from, to) => (to - from > MB ? FRONT_DOOR : null));
  expect(await send()).toMatchObject({ status: 201 });
  expect(told).toEqual(['0-2.5', '0-2.5', '0-2', '0-1', '1-2', '2-2.5']);
  expect(pauses).toEqual([]);
});

it('after a lost line they go on from where the server stands', async () => {
  const lost = server(20 * MB, (_from, _to, n) => (n === 2 ? NOBODY : null));
  expect(await lost.send()).toMatchObject({ status: 201 });
  expect(lost.told).toEqual(['0-8', '8-16', '8-12', '12-16', '16-20']);
  expect(lost.pauses).toEqual([1_000]);
});

it('a piece that came though its answer did not is not sent again', async () => {
  const { line, told, send } = server(20 * MB);
  const { send: through } = line;
  let losses = 1;
  line.send = async (...piece) => {
    const reply = await through(...piece);
    return losses-- > 0 ? NOBODY : reply;
  };
  expect(await send()).toMatchObject({ status: 201 });
  expect(told).toEqual(['0-8', '8-12', '12-16', '16-20']);
});

it('it gives up after half a minute without anything gained, and at once where trying is of no use', async () => {
  const away = server(20 * MB, (from) => (from > 0 ? NOBODY : null));
  expect(await away.send()).toEqual(NOBODY);
  expect(away.pauses).toEqual([1_000, 2_000, 4_000, 8_000, 15_000]);
  const refused = server(20 * MB, () => OURS);
  expect(await refused.send()).toEqual(OURS);
  expect(refused.told).toHaveLength(1);
});
