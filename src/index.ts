/**
 * The library's public door: connect to a cluster, submit books, watch jobs, fetch files; read and plan a book.
 *
 * Speech engines and hosts stay behind the command line: a program that wants them starts `e2a node`.
 */
export { readBook } from './books/index.js';
export * from './client/index.js';
export { type Clock, CODES, EXIT, type Failure, UserError } from './core/index.js';
export { type OrderSettings, type PlannedBook, type PlanRequest, planBook } from './planning/index.js';
