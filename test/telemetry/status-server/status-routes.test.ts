import { describe, expect, it } from 'vitest';
import { CODES, EXIT, UserError } from '../../../src/core/index.js';
import type { LifecycleEvent } from '../../../src/telemetry/index.js';
import {
  type Download,
  type NodeNow,
  type StatusSource,
  statusRoutes,
  workNow,
} from '../../../src/telemetry/status-server/index.js';
import { FINE, NODE_NOW, pretendSource } from './pretend-source.js';

const ask = async (path: string, more: Partial<StatusSource> = {}): Promise<{ status: number; json: unknown }> => {
  const answer = await statusRoutes(pretendSource(more)).request(path);
  return { status: answer.status, json: await answer.json() };
};

describe('health', () => {
  it('says what lives here', async () => {
    expect(await ask('/health')).toEqual({
      status: 200,
      json: { ok: true, node: 'attic', version: '1.2.3', roles: ['synth'] },
    });
    expect(await ask('/livez')).toMatchObject({ status: 200 });
  });

  it('is ready when every part is, and says which is not', async () => {
    expect(await ask('/readyz')).toMatchObject({ status: 200, json: { ready: true } });
    const parts = [...FINE, { name: 'ffmpeg', ok: false, says: 'not found' }];
    expect(await ask('/readyz', { readyParts: async () => parts })).toMatchObject({
      status: 503,
      json: { ready: false, parts: [{ name: 'node', ok: true }, { name: 'nats' }, { name: 'ffmpeg', ok: false }] },
    });
  });

  it.each([
    ['starting', 503],
    ['ready', 200],
    ['cordoned', 200],
    ['draining', 503],
    ['leaving', 503],
  ] as const)('a node that is %s answers %i', async (state, status) => {
    const standing = (): NodeNow => ({ ...NODE_NOW, state });
    expect((await ask('/readyz', { standing })).status).toBe(status);
    expect((await ask('/livez', { standing })).status).toBe(200);
  });
});

describe('status', () => {
  const begin: LifecycleEvent = {
    type: 'work-started',
    id: 'a-tale-7f3a/ch-003/0042/1',
    task: 'speak',
    class: 'speech-p',
  };

  it('says what is being done, since when, and on what', async () => {
    const work = workNow(() => 78_000);
    work.telemetry.emit(begin);
    const deviceMemory = async () => ({ usedBytes: 1, totalBytes: 2 });
    expect((await ask('/status', { doing: work.doing, deviceMemory })).json).toEqual({
      v: 1,
      ok: true,
      node: 'attic',
      version: '1.2.3',
      roles: ['synth'],
      state: 'ready',
      busy: true,
      doing: [
        {
          job: 'a-tale-7f3a',
          chapter: 'ch-003',
          item: '0042',
          task: 'speak',
          since: '1970-01-01T00:01:18.000Z',
          seconds: 12,
        },
      ],
      slots: { total: 4, busy: 1 },
      device: 'cpu',
      deviceMemory: { usedBytes: 1, totalBytes: 2 },
      engine: 'hibari',
      voice: 'heart',
      charactersPerSecond: 120,
      uptimeSeconds: 90,
    });
  });

  it.each(['work-finished', 'work-retried', 'work-given-up', 'work-returned'] as const)('%s ends it', (type) => {
    const work = workNow(() => 0);
    work.telemetry.emit(begin);
    work.telemetry.emit({ type: 'trouble', where: 'x', reason: 'y' });
    expect(work.doing()).toHaveLength(1);
    work.telemetry.emit({ ...begin, type } as unknown as LifecycleEvent);
    expect(work.doing()).toEqual([]);
  });
});

describe('metrics', () => {
  it('are text for Prometheus, and say whether the node is ready', async () => {
    const answer = await statusRoutes(pretendSource()).request('/metrics');
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=/);
    expect(await answer.text()).toContain('\ne2a_node_ready 1\n');
  });
});

describe('a job', () => {
  const noJob = async (): Promise<never> => {
    throw new UserError({ code: CODES.noSuchJob, what: 'There is no job "x".', fix: 'e2a jobs' }, EXIT.notFound);
  };
  const noFile = async (): Promise<null> => null;
  const broken = async (): Promise<never> => {
    throw new Error('nats://ada:secret@host is away');
  };
  const file = (...chunks: readonly string[]): Download => ({
    name: 'Ein Märchen.m4b',
    bytes: chunks.join('').length,
    contentType: 'audio/mp4',
    async *read(): AsyncGenerator<Uint8Array> {
      for (const chunk of chunks) yield Buffer.from(chunk);
    },
  });

  it('says how far it is', async () => {
    const progress = async (job: string) => ({ job, title: 'T', state: 'converting', percent: 12.5, secondsLeft: 60 });
    expect(await ask('/progress?job=a-7f3a', { progress })).toEqual({
      status: 200,
      json: { v: 1, job: 'a-7f3a', title: 'T', state: 'converting', percent: 12.5, secondsLeft: 60 },
    });
  });

  const refused: readonly (readonly [path: string, more: Partial<StatusSource>, status: number])[] = [
    ['/progress', {}, 404],
    ['/progress', { progress: noJob }, 400],
    ['/progress?job=x', { progress: noJob }, 404],
    ['/download?job=x', { download: noJob }, 404],
    ['/download?job=x', { download: noFile }, 409],
    ['/download?job=x', { download: broken }, 503],
  ];
  it.each(refused)('%s %o: %i', async (path, more, status) => {
    const answer = await statusRoutes(pretendSource(more)).request(path);
    expect(answer.status).toBe(status);
    expect(await answer.text()).not.toContain('secret');
  });

  it('gives its file, under its name', async () => {
    const answer = await statusRoutes(pretendSource({ download: async () => file('ab', 'cd') })).request(
      '/download?job=x',
    );
    expect(answer.headers.get('content-length')).toBe('4');
    expect(answer.headers.get('content-type')).toBe('audio/mp4');
    expect(answer.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''Ein%20M%C3%A4rchen.m4b");
    expect(await answer.text()).toBe('abcd');
  });
});
