/**
 * What any caller may do with a cluster: submit, look, watch, cancel, fetch. The command line is one caller, a web page another.
 *
 * Light on purpose: no speech engine, no ffmpeg, no reading of books, no printing comes in here.
 */
export type { ChapterStatus, JobStatus, RenditionFile } from '../actors/index.js';
export type { Cluster, NodeRecord } from '../cluster/ports/index.js';
export { createClient, type Client } from './client.js';
export { type ConnectedCluster, type ConnectOptions, connectCluster } from './connect.js';
export type { FetchedFile, FetchRequest } from './fetch-file.js';
export type { JobEntry } from './jobs.js';
export { digestOfFile } from './local-file.js';
export type { LocatedJob, Submission, SubmitRequest } from './submit.js';
export { systemClock } from './system-clock.js';
export type { WatchOptions, WatchUpdate } from './watch.js';
