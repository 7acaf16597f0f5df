import { describe, expect, it } from 'vitest';
import {
  clusterGauges,
  type ClusterMoment,
  type GpuMoment,
  gpuGauges,
  keptBriefly,
  Metrics,
  nodeGauges,
  type NodeMoment,
} from '../../../src/telemetry/metrics/index.js';
import { linesOf, seriesOf } from './read-metrics.js';

const NODE: NodeMoment = {
  node: 'attic',
  roles: ['book', 'synth'],
  device: 'cpu',
  gpuUuid: '',
  engine: 'hibari',
  voice: 'heart',
  slots: 4,
  busy: 3,
  charactersPerSecond: null,
  mismatch: true,
};
const GPU: GpuMoment = { uuid: 'GPU-a', usedBytes: 5, totalBytes: 9, utilization: 0.5, celsius: null };
const profiles = [{ id: 'p', engine: 'hibari', voice: 'heart' }];
const CLUSTER: ClusterMoment = {
  at: 60_000,
  jobStates: ['converting', 'converting', 'paused'],
  queues: [
    { class: 'media', priority: 'p1', waiting: 2, leased: 1, redelivered: 1, oldestAt: 30_000 },
    { class: 'read', priority: 'p0', waiting: 0, leased: 0, redelivered: 0, oldestAt: null },
  ],
  letters: [
    { origin: 'work', detail: { code: 'E2A-2006' } },
    { origin: 'work', detail: {} },
    { origin: 'mail', detail: {} },
  ],
  nodes: [
    { state: 'ready', slots: 4, busy: 1, profiles },
    { state: 'draining', slots: 2, busy: 2, profiles },
    { state: 'ready', slots: 0, busy: 0, profiles: [] },
  ],
  stores: [{ stream: 'E2A_CLIPS', usedBytes: 80, limitBytes: 100 }],
};

describe('the gauges of a node', () => {
  it('tell how it stands when somebody looks', async () => {
    const metrics = new Metrics(['node']);
    let moment: NodeMoment | null = null;
    metrics.onScrape(nodeGauges(() => moment));
    expect(await linesOf(metrics, 'e2a_slots', 'e2a_node_info')).toEqual([]);
    moment = NODE;
    expect(
      await linesOf(metrics, 'e2a_slots', 'e2a_slots_busy', 'e2a_device_mismatch', 'e2a_slot_characters_per_second'),
    ).toEqual(['e2a_device_mismatch{node="attic"} 1', 'e2a_slots{node="attic"} 4', 'e2a_slots_busy{node="attic"} 3']);
    moment = { ...NODE, charactersPerSecond: 120, mismatch: false };
    expect(await seriesOf(metrics, 'e2a_slot_characters_per_second{node="attic"}')).toBe(120);
    expect(await seriesOf(metrics, 'e2a_device_mismatch{node="attic"}')).toBe(0);
    expect(await linesOf(metrics, 'e2a_node_info')).toEqual([
      'e2a_node_info{node="attic",role="book+synth",device="cpu",gpu_uuid="",engine="hibari",voice="heart"} 1',
    ]);
  });

  it('tell of a GPU what its driver says, and nothing when it stops answering', async () => {
    const metrics = new Metrics(['node']);
    let answer: Promise<GpuMoment | null> = Promise.resolve(GPU);
    metrics.onScrape(gpuGauges(() => answer));
    const names = ['e2a_gpu_memory_used_bytes', 'e2a_gpu_utilization_ratio', 'e2a_gpu_temperature_celsius'];
    expect(await linesOf(metrics, ...names)).toEqual([
      'e2a_gpu_memory_used_bytes{gpu_uuid="GPU-a"} 5',
      'e2a_gpu_utilization_ratio{gpu_uuid="GPU-a"} 0.5',
    ]);
    answer = Promise.reject(new Error('the driver is gone'));
    expect(await linesOf(metrics, ...names)).toEqual([]);
  });
});

describe('the gauges of a cluster', () => {
  it('tell how it stands, and no number stays when it does not answer', async () => {
    const metrics = new Metrics(['cluster']);
    let answer: Promise<ClusterMoment> = Promise.resolve(CLUSTER);
    metrics.onScrape(clusterGauges(() => answer));
    const values = async () => (await metrics.text()).split('\n').filter((line) => line !== '' && line[0] !== '#');
    expect(await values()).toEqual([
      'e2a_cluster_answers 1',
      'e2a_jobs{state="converting"} 2',
      'e2a_jobs{state="paused"} 1',
      'e2a_dead_letters{reason="E2A-2006"} 1',
      'e2a_dead_letters{reason="other"} 1',
      'e2a_dead_letters{reason="mail"} 1',
      'e2a_queue_pending{queue="media-p1"} 2',
      'e2a_queue_pending{queue="read-p0"} 0',
      'e2a_queue_in_work{queue="media-p1"} 1',
      'e2a_queue_in_work{queue="read-p0"} 0',
      'e2a_queue_redelivered{queue="media-p1"} 1',
      'e2a_queue_redelivered{queue="read-p0"} 0',
      'e2a_queue_oldest_age_seconds{queue="media-p1"} 30',
      'e2a_queue_oldest_age_seconds{queue="read-p0"} 0',
      'e2a_nodes{state="ready"} 2',
      'e2a_nodes{state="draining"} 1',
      'e2a_fleet_slots{engine="hibari"} 6',
      'e2a_fleet_slots_busy{engine="hibari"} 3',
      'e2a_store_used_bytes{stream="E2A_CLIPS"} 80',
      'e2a_store_limit_bytes{stream="E2A_CLIPS"} 100',
    ]);
    answer = Promise.reject(new Error('nobody answers'));
    expect(await values()).toEqual(['e2a_cluster_answers 0']);
  });
});

describe('an answer that is kept briefly', () => {
  it('is asked for once in a while, once for all who ask meanwhile, and a failure is not kept', async () => {
    const clock = { at: 0, now: () => clock.at };
    let asked = 0;
    let fails = false;
    const ask = keptBriefly(
      async () => {
        asked++;
        if (fails) throw new Error('away');
        return asked;
      },
      5_000,
      clock,
    );
    expect(await Promise.all([ask(), ask()])).toEqual([1, 1]);
    clock.at = 4_999;
    expect(await ask()).toBe(1);
    clock.at = 5_000;
    expect(await ask()).toBe(2);
    clock.at = 20_000;
    fails = true;
    await expect(ask()).rejects.toThrow('away');
    fails = false;
    expect(await ask()).toBe(4);
  });
});
