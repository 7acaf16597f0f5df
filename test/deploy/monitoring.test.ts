import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { CATALOGUE, Metrics, metricNames } from '../../src/telemetry/metrics/index.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const docs = textOf('docs/monitoring.md');

function yamlOf(path: string): unknown {
  const document = parseDocument(textOf(path), { strict: true, uniqueKeys: true, merge: true });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) throw problem;
  return document.toJS() as unknown;
}

const text = z.string().min(1);
const rule = z.strictObject({
  alert: z.string().regex(/^E2a[A-Za-z]+$/),
  expr: text,
  for: z.string().regex(/^\d+[smh]$/),
  labels: z.strictObject({ severity: z.enum(['warning', 'critical']) }),
  annotations: z.strictObject({ summary: text, runbook_url: text }),
});
const rulesFile = z.strictObject({ groups: z.array(z.strictObject({ name: text, rules: z.array(rule) })) });
/** The data source is chosen on the dashboard. */
const variable = z.string().regex(/^\$\{datasource\}$/);
const panel = z.looseObject({
  id: z.int(),
  title: text,
  gridPos: z.strictObject({ x: z.int(), y: z.int(), w: z.int(), h: z.int() }),
  datasource: z.strictObject({ type: z.literal('prometheus'), uid: variable }),
  targets: z.array(z.looseObject({ expr: text, datasource: z.looseObject({ uid: variable }) })).min(1),
});
const dashboard = z.looseObject({ uid: text, title: text, panels: z.array(panel).min(5) });

const rules = rulesFile.parse(yamlOf('config/monitoring/rules/e2a.yml')).groups.flatMap((group) => group.rules);
const DASHBOARDS = 'config/monitoring/grafana/dashboards';
const dashboards = readdirSync(join(ROOT, DASHBOARDS)).map((file) => ({
  file,
  ...dashboard.parse(JSON.parse(textOf(join(DASHBOARDS, file)))),
}));
const expressions = [
  ...rules.map(({ expr }) => expr),
  ...dashboards.flatMap(({ panels }) => panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))),
];

/** Series that a process shows: histograms have three names, and prom-client adds its own. */
async function shownSeries(): Promise<ReadonlySet<string>> {
  const metrics = new Metrics(['node', 'cluster', 'page']);
  metrics.watchProcess();
  const own = [...(await metrics.text()).matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name);
  const parts = metricNames
    .filter((name) => CATALOGUE[name].type === 'histogram')
    .flatMap((name) => ['_bucket', '_sum', '_count'].map((part) => name + part));
  return new Set([...own, ...parts, 'up']);
}

/** The metrics an expression names: what is no function, keyword, label or number. */
function metricsIn(expression: string): readonly string[] {
  const bare = expression
    .replace(/"[^"]*"/g, '')
    .replace(/\{[^}]*\}/g, '{}')
    .replace(/\b(by|on|without|ignoring)\s*\([^)]*\)/g, '')
    .replace(/\[[^\]]*\]/g, '')
    .replace(/\boffset\s+\w+/g, '');
  const words = bare.matchAll(/(?<![\w.])([a-z_][a-z0-9_]*)(?!\w)(?!\s*\()/gi);
  return [...words]
    .map(([, word = '']) => word)
    .filter((word) => !['and', 'or', 'unless', 'bool', 'sum', 'max', 'count'].includes(word));
}

describe('what is shipped for Prometheus and Grafana', () => {
  it('names only metrics that a process shows', async () => {
    const shown = await shownSeries();
    const named = new Set(expressions.flatMap(metricsIn));
    expect([...named].filter((name) => !shown.has(name))).toEqual([]);
    expect(named.size).toBeGreaterThan(30);
  });

  it('would notice one that is not', () => {
    expect(metricsIn('sum by (le) (rate(e2a_gone_total{a="b"}[5m])) > 0 and on () up offset 5m == 1')).toEqual([
      'e2a_gone_total',
      'up',
    ]);
  });

  it('takes what all pages show alike with max, and nowhere adds it up', () => {
    const cluster = metricNames.filter((name) => CATALOGUE[name].group === 'cluster');
    const wrong = expressions.filter((expr) =>
      cluster.some((name) => new RegExp(`(?<!max by \\(\\w+\\) \\()\\b${name}\\b`).test(expr)),
    );
    expect(wrong).toEqual([]);
  });

  it('has for every alert a place that says what to do', () => {
    const places = [...docs.matchAll(/^### (.+)$/gm)].map(([, title = '']) => title.toLowerCase());
    for (const { alert, annotations } of rules) {
      expect(annotations.runbook_url).toBe(`docs/monitoring.md#${alert.toLowerCase()}`);
      expect(places).toContain(alert.toLowerCase());
    }
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
  });

  it.each(dashboards.map((one) => [one.file, one] as const))('%s fits on a screen, panel by panel', (_file, one) => {
    expect(new Set(one.panels.map(({ id }) => id)).size).toBe(one.panels.length);
    for (const { gridPos } of one.panels) expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
    expect(JSON.stringify(one)).toContain('"type":"datasource"');
  });

  it('is told in the docs: each metric with its type, group and labels', () => {
    const rows = new Map([...docs.matchAll(/^\| `(e2a_\w+)` (.*)$/gm)].map(([, name = '', rest = '']) => [name, rest]));
    expect([...rows.keys()]).toEqual([...metricNames]);
    for (const name of metricNames) {
      const { type, group, labels, help } = CATALOGUE[name];
      expect(`${name} ${rows.get(name)}`).toBe(
        `${name} | ${type} | ${group} | ${labels.join(', ') || '–'} | ${help} |`,
      );
    }
  });
});

describe('the profile monitoring of docker-compose.nats.yml', () => {
  const service = z.looseObject({
    image: text,
    profiles: z.array(text).optional(),
    ports: z.array(text).default([]),
    volumes: z.array(text).default([]),
  });
  const compose = z
    .looseObject({ services: z.record(text, service), volumes: z.record(text, z.unknown()) })
    .parse(yamlOf('docker-compose.nats.yml'));
  const monitoring = Object.entries(compose.services).filter(([, { profiles }]) => profiles?.includes('monitoring'));

  it('has Prometheus and Grafana, of pinned versions, and nothing of it starts without being asked for', () => {
    expect(monitoring.map(([name]) => name)).toEqual(['prometheus', 'grafana']);
    for (const [, { image }] of monitoring) expect(image).toMatch(/:-v?\d+\.\d+\.\d+\}$/);
    expect(Object.values(compose.services).filter(({ profiles }) => profiles === undefined)).toHaveLength(1);
  });

  it('is reached from this machine only', () => {
    const ports = monitoring.flatMap(([, service]) => service.ports);
    expect(ports).toEqual([expect.stringMatching(/^127\.0\.0\.1:\$\{E2A_GRAFANA_PORT:-3000\}:3000$/)]);
  });

  it('mounts what there is, where Prometheus and Grafana look for it', () => {
    const mounts = monitoring.flatMap(([, { volumes }]) => volumes.map((volume) => volume.split(':')));
    for (const [from = '', , mode] of mounts) {
      if (!from.startsWith('./')) expect(Object.keys(compose.volumes)).toContain(from);
      else expect([readdirSync(join(ROOT, from)).length > 0, mode]).toEqual([true, 'ro']);
    }
    const provider = JSON.stringify(yamlOf('config/monitoring/grafana/provisioning/dashboards/e2a.yml'));
    const placed = mounts.find(([from]) => from?.endsWith('/dashboards'))?.[1] ?? 'nowhere';
    expect(provider).toContain(`"path":"${placed}"`);
    expect(yamlOf('config/monitoring/grafana/provisioning/datasources/prometheus.yml')).toMatchObject({
      datasources: [{ type: 'prometheus', url: 'http://prometheus:9090' }],
    });
    expect(yamlOf('config/monitoring/prometheus.yml')).toMatchObject({
      rule_files: ['rules/*.yml'],
      scrape_configs: [{ job_name: 'e2a', file_sd_configs: [{ files: ['nodes.yml'] }] }],
    });
    expect(yamlOf('config/monitoring/nodes.yml')).toMatchObject([{ targets: expect.any(Array) }]);
  });
});
