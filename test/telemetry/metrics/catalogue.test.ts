import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CATALOGUE, type MetricDefinition, Metrics, metricNames } from '../../../src/telemetry/metrics/index.js';

/** Each of these has as many values as there are books. */
const ENDLESS = ['job', 'title', 'chapter', 'file', 'segment', 'item', 'id', 'path', 'url', 'address', 'user'];
const UNITS = ['seconds', 'bytes', 'ratio', 'celsius', 'info', 'characters_per_second'];
/** Counts of things that come and go, and yes or no: without a unit, as Prometheus' own. */
const COUNTS = [
  'e2a_slots',
  'e2a_slots_busy',
  'e2a_jobs',
  'e2a_dead_letters',
  'e2a_queue_pending',
  'e2a_queue_in_work',
  'e2a_queue_redelivered',
  'e2a_nodes',
  'e2a_fleet_slots',
  'e2a_fleet_slots_busy',
];
const YES_OR_NO = ['e2a_node_ready', 'e2a_device_mismatch', 'e2a_server_connected', 'e2a_cluster_answers'];

/** What is wrong with a definition, by the rules of Prometheus' naming page and our own. */
function faultsOf(name: string, { type, help, labels, buckets }: MetricDefinition): readonly string[] {
  const unit = UNITS.some((one) => name.endsWith(`_${one}`));
  const rising = (buckets ?? []).every((border, n, all) => border > (all[n - 1] ?? 0));
  return [
    ...(/^e2a_[a-z0-9_]+$/.test(name) ? [] : ['the prefix']),
    ...((type === 'counter') === name.endsWith('_total') ? [] : ['_total is for counters']),
    ...(type === 'counter' || unit || COUNTS.includes(name) || YES_OR_NO.includes(name) ? [] : ['the unit']),
    ...(/_(ms|milliseconds|minutes|hours|mb|kb|mib|percent)(_|$)/.test(name) ? ['not a base unit'] : []),
    ...(/^[A-Z1].{9,}\.$/.test(help) ? [] : ['the help is a sentence']),
    ...labels.filter((label) => ENDLESS.includes(label)).map((label) => `the label ${label}`),
    ...((type === 'histogram') === (buckets !== undefined) && rising ? [] : ['the buckets']),
  ];
}

/** Of all source files but the catalogue. */
async function sources(): Promise<string> {
  const files = await readdir('src', { recursive: true, withFileTypes: true });
  const wanted = files.filter((file) => file.name.endsWith('.ts') && file.name !== 'catalogue.ts');
  const texts = await Promise.all(wanted.map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8')));
  return texts.join('\n');
}

describe('the catalogue of metrics', () => {
  it('promises nothing that nobody counts', async () => {
    const source = await sources();
    expect(metricNames.filter((name) => !source.includes(`'${name}'`))).toEqual([]);
  });

  it.each(metricNames)('%s follows the rules', (name) => {
    expect(faultsOf(name, CATALOGUE[name])).toEqual([]);
  });

  it.each([
    ['e2a_jobs_done', { type: 'counter', labels: [] }, '_total is for counters'],
    ['e2a_wait_ms', { type: 'gauge', labels: [] }, 'not a base unit'],
    ['e2a_wait', { type: 'gauge', labels: [] }, 'the unit'],
    ['other_seconds', { type: 'gauge', labels: [] }, 'the prefix'],
    ['e2a_wait_seconds', { type: 'gauge', labels: ['job'] }, 'the label job'],
    ['e2a_wait_seconds', { type: 'histogram', labels: [], buckets: [2, 1] }, 'the buckets'],
    ['e2a_wait_seconds', { type: 'gauge', labels: [], help: 'wait' }, 'the help is a sentence'],
  ] as const)('%s %o breaks them', (name, definition, fault) => {
    expect(faultsOf(name, { group: 'node', help: 'Time that is waited.', ...definition })).toContain(fault);
  });

  it('is what a process shows, by its groups', async () => {
    const shown = (text: string) => [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
    expect(shown(await new Metrics(['node', 'cluster', 'page']).text())).toEqual([...metricNames]);
    expect(shown(await new Metrics(['page']).text())).toEqual(['e2a_http_request_duration_seconds']);
  });

  it('is kept for each process alone', async () => {
    const [one, other] = [new Metrics(['node']), new Metrics(['node'])];
    one.add('e2a_mail_refused_total', {});
    expect(await one.text()).toContain('e2a_mail_refused_total 1');
    expect(await other.text()).toContain('e2a_mail_refused_total 0');
  });
});
