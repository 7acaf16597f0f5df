import { describe, expect, it } from 'vitest';
import { noise } from '../conformance/noise.js';
import { useLab } from './use-cluster.js';

const SOON_MS = 60_000;

describe('what broken puts leave', () => {
  const lab = useLab();
  const subjects = async (): Promise<string[]> => {
    const info = await lab().jsm.streams.info('OBJ_e2a_audio', { subjects_filter: '$O.e2a_audio.C.>' });
    return Object.keys(info.state.subjects ?? {});
  };

  it('is swept away, and whole objects and fresh pieces stay', async () => {
    const { audio } = lab().cluster;
    await audio.put('whole-0001/ch-001.flac', noise(600_000, 1), 'whole');
    await lab().nc.request('$O.e2a_audio.C.BROKEN1', noise(1_000, 2));
    await lab().nc.request('$O.e2a_audio.C.BROKEN2', noise(1_000, 3));
    await lab().nc.request('$O.e2a_audio.C.BROKEN2', noise(1_000, 4));
    expect(await subjects()).toHaveLength(3);

    expect(await audio.sweep(Date.now() - SOON_MS)).toBe(0);
    expect(await subjects()).toHaveLength(3);

    expect(await audio.sweep(Date.now() + SOON_MS)).toBe(2);
    expect(await subjects()).toHaveLength(1);
    expect((await audio.info('whole-0001/ch-001.flac'))?.bytes).toBe(600_000);
    expect(await audio.sweep(Date.now() + SOON_MS)).toBe(0);
  });
});
