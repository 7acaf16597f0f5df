/**
 * The page and the HTTP API: routes over a client, who may call them, and the files people send.
 *
 * A caller of a cluster like any other. No engine, no ffmpeg, no NATS and no setting that is read here: what it needs of
 * this machine is passed in.
 */
export { demandSafeAddress } from './access/index.js';
export type { RunningWeb, WebLog, WebOptions, WebSettings } from './options.js';
export { startWeb } from './start-web.js';
