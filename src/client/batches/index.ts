/**
 * Batches: books that were ordered together, as records of the cluster, and the report on what became of each.
 *
 * How books are found and ordered, and how a report is shown, does not come in here.
 */
export { type Batch, BATCH_ROWS_MAX, type BatchEntry, type BatchRow, type RowOutcome } from './batch.js';
export type { BatchReport, BatchReportRow, BatchState } from './batch-report.js';
export { type Batches, batchesOf } from './batches.js';
export { reportCsv } from './report-csv.js';
