/**
 * What a process counts: one catalogue of names, one registry for each process, fed by lifecycle events and by gauges
 * that are read when somebody looks.
 *
 * No decision is taken from a metric, and no label names a job, a title, a chapter or a file.
 */
export { CATALOGUE, type MetricDefinition, type MetricGroup, metricNames } from './catalogue.js';
export { clusterGauges, type ClusterMoment } from './cluster-gauges.js';
export { metricsTelemetry, type Speaker } from './from-events.js';
export { keptBriefly } from './kept-briefly.js';
export { Metrics, type ScrapeSource } from './metrics.js';
export { type GpuMoment, gpuGauges, nodeGauges, type NodeMoment } from './node-gauges.js';
