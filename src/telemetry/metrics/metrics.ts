import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import {
  CATALOGUE,
  type LabelsOf,
  type MetricDefinition,
  type MetricGroup,
  type MetricName,
  metricNames,
  type NameOf,
} from './catalogue.js';

/** One value of a gauge with its labels. */
export interface Series<N extends MetricName> {
  readonly labels: LabelsOf<N>;
  readonly value: number;
}

/** Reads gauges when somebody looks; what it cannot read it must take away (`replace` with nothing). */
export type ScrapeSource = (metrics: Metrics) => Promise<void> | void;

/** The metrics of one process, by the names of the catalogue; nothing is shared with another in the same process. */
export class Metrics {
  private readonly registry = new Registry();
  private readonly counters = new Map<string, Counter>();
  private readonly gauges = new Map<string, Gauge>();
  private readonly histograms = new Map<string, Histogram>();
  private readonly sources: ScrapeSource[] = [];

  /** @param groups what this process shows; of other groups nothing is kept */
  constructor(groups: readonly MetricGroup[]) {
    for (const name of metricNames) {
      if (groups.includes(CATALOGUE[name].group)) this.make(name, CATALOGUE[name]);
    }
  }

  readonly contentType = this.registry.contentType;

  /** Memory, CPU, event loop and garbage collector of this process; once. */
  watchProcess(): void {
    collectDefaultMetrics({ register: this.registry });
  }

  add<N extends NameOf<'counter'>>(name: N, labels: LabelsOf<N>, by = 1): void {
    this.counters.get(name)?.inc({ ...labels }, by);
  }

  observe<N extends NameOf<'histogram'>>(name: N, labels: LabelsOf<N>, seconds: number): void {
    this.histograms.get(name)?.observe({ ...labels }, seconds);
  }

  set<N extends NameOf<'gauge'>>(name: N, labels: LabelsOf<N>, value: number): void {
    this.gauges.get(name)?.set({ ...labels }, value);
  }

  /** All series of a gauge, anew: what is not among them is gone. */
  replace<N extends NameOf<'gauge'>>(name: N, series: readonly Series<N>[]): void {
    const gauge = this.gauges.get(name);
    gauge?.reset();
    // A gauge without labels is 0 after that, which nobody has measured.
    if (CATALOGUE[name].labels.length === 0) gauge?.remove();
    for (const { labels, value } of series) this.set(name, labels, value);
  }

  /** Called at each scrape, before the text is made. */
  onScrape(source: ScrapeSource): void {
    this.sources.push(source);
  }

  /** In the text format of Prometheus. A source that fails leaves its own gauges out, not the rest. */
  async text(): Promise<string> {
    await Promise.allSettled(this.sources.map(async (source) => source(this)));
    return this.registry.metrics();
  }

  private make(name: string, { type, help, labels, buckets = [] }: MetricDefinition): void {
    const common = { name, help, labelNames: [...labels], registers: [this.registry] };
    switch (type) {
      case 'counter':
        this.counters.set(name, new Counter(common));
        return;
      case 'gauge':
        this.gauges.set(name, new Gauge(common));
        return;
      case 'histogram':
        this.histograms.set(name, new Histogram({ ...common, buckets: [...buckets] }));
        return;
    }
  }
}
