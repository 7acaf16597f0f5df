import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClient, type SubmitRequest } from '../../../src/client/index.js';
import { openLocalCluster } from '../../../src/cli/convert/local-cluster.js';
import type { CommandContext } from '../../../src/cli/surroundings.js';
import { loadSettings } from '../../../src/config/index.js';
import { silentTelemetry } from '../../../src/telemetry/index.js';
import { createManualClock } from '../../cluster/runtime/manual-clock.js';
import { natsServerProgram } from '../../support/nats.js';
import { processesNaming } from '../../support/processes.js';
import { fakeProcess } from '../fake-terminal.js';

const ORDER: SubmitRequest = {
  bytes: Buffer.from('a book'),
  fileName: 'tale.epub',
  title: 'A Tale',
  settings: { profile: 'p', engine: 'tone', voice: 'tone', licence: 'none', chapters: null },
  force: false,
};

describe('a cluster of this machine', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'e2a-local-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  function place() {
    const { surroundings, interrupt } = fakeProcess([], folder, { E2A_NATS_SERVER: natsServerProgram() });
    const context: CommandContext = {
      ...surroundings,
      signal: surroundings.interruption.signal,
      finish: () => undefined,
    };
    const { settings } = loadSettings({ dataFolder: join(folder, 'share', 'e2a') }, surroundings);
    return { interrupt, open: () => openLocalCluster(context, settings, silentTelemetry, () => undefined) };
  }
  const serversHere = (): readonly number[] => processesNaming(join(folder, 'share', 'e2a', 'nats'));
  const store = (): string => join(folder, 'share', 'e2a', 'nats', 'store');

  it('that was opened in vain leaves no server, and nothing where nothing was', async () => {
    const local = await place().open();
    expect(serversHere()).toHaveLength(1);
    await local.undo();
    expect(await readdir(folder)).toEqual([]);
    expect(serversHere()).toEqual([]);
  });

  it('keeps what lay in the data folder before, and its own store of that time', async () => {
    await mkdir(join(folder, 'share', 'e2a'), { recursive: true });
    await writeFile(join(folder, 'share', 'e2a', 'mine'), '');
    await (await place().open()).undo();
    expect(await readdir(join(folder, 'share', 'e2a'))).toEqual(['mine']);
    await (await place().open()).close();
    await (await place().open()).undo();
    expect(existsSync(store())).toBe(true);
  });

  it('keeps its store when somebody else is there', async () => {
    const vain = await place().open();
    const other = await place().open();
    await vain.undo();
    expect((await other.cluster.checkpoints.list('book')).length).toBe(0);
    expect(existsSync(store())).toBe(true);
    await other.close();
  });

  it('keeps what somebody else has ordered who was there meanwhile', async () => {
    const vain = await place().open();
    const other = await place().open();
    await createClient(other.cluster, createManualClock()).submit(ORDER);
    await other.close();
    await vain.undo();
    expect(existsSync(store())).toBe(true);
  });

  it('that nobody wants any more by the time its server is up leaves nothing', async () => {
    const { open, interrupt } = place();
    const opening = open();
    interrupt('SIGINT');
    await expect(opening).rejects.toMatchObject({ name: 'Interrupted', reason: 'SIGINT' });
    expect(await readdir(folder)).toEqual([]);
  });
});
