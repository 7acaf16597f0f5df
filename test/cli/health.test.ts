import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../../src/cli/index.js';
import { type RunningStatusServer, startStatusServer } from '../../src/telemetry/status-server/index.js';
import { FINE, pretendSource } from '../telemetry/status-server/pretend-source.js';
import { fakeProcess } from './fake-terminal.js';

describe('e2a health', () => {
  const node = { ok: true };
  const running: RunningStatusServer[] = [];
  beforeAll(async () => {
    const parts = async () => [...FINE, { name: 'ffmpeg', ok: node.ok, says: node.ok ? 'found' : 'not found' }];
    const source = pretendSource({ readyParts: parts });
    running.push(await startStatusServer({ host: '127.0.0.1', port: 0, isChosen: true, tokens: [], source }));
  });
  afterAll(() => Promise.all(running.map((one) => one.close())));
  const health = async (...flags: readonly string[]) => {
    const { surroundings, out, words } = fakeProcess(['health', ...flags], '/nowhere', {});
    return { code: await runCli(surroundings), out: out.written(), words: words.written() };
  };
  const url = () => running[0]?.url ?? '';

  it('ends with 0 when the node is of use, with 1 when it is not, and says what is missing', async () => {
    expect(await health('--url', `${url()}/`)).toMatchObject({ code: 0, out: expect.stringContaining('ok   nats') });
    node.ok = false;
    expect(await health('--url', url())).toMatchObject({
      code: 1,
      out: expect.stringContaining('NOT  ffmpeg: not found'),
    });
    const { code, out } = await health('--url', url(), '--json');
    expect([code, JSON.parse(out)]).toMatchObject([1, { v: 1, ready: false }]);
  });

  it('ends with 1 where nobody answers, and says where it asked', async () => {
    const { code, words } = await health('--url', 'http://127.0.0.1:2');
    expect(code).toBe(1);
    expect(words).toContain('http://127.0.0.1:2/readyz');
    expect(words).toContain('why   connect ECONNREFUSED 127.0.0.1:2');
  });
});
