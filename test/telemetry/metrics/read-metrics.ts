import type { Metrics } from '../../../src/telemetry/metrics/index.js';

/** The lines of some metrics, without comments. */
export async function linesOf(metrics: Metrics, ...names: readonly string[]): Promise<readonly string[]> {
  const lines = (await metrics.text()).split('\n').filter((line) => !line.startsWith('#'));
  return lines.filter((line) => names.some((name) => line.startsWith(`${name}{`) || line.startsWith(`${name} `)));
}

/** The value of one series, as it stands in the text; null when there is none. */
export async function seriesOf(metrics: Metrics, series: string): Promise<number | null> {
  const line = (await metrics.text()).split('\n').find((one) => one.startsWith(`${series} `));
  return line === undefined ? null : Number(line.slice(series.length + 1));
}
