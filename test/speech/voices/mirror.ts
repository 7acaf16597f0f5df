import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach } from 'vitest';
import { FILES } from './small-voice.js';

export type Answer = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void;

/** Whole, from where it is asked for. */
export const RANGES: Answer = (request, response, body) => {
  const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
  if (from >= body.length) return void response.writeHead(416).end();
  response.writeHead(from > 0 ? 206 : 200, {
    'content-length': body.length - from,
    ...(from > 0 ? { 'content-range': `bytes ${from}-${body.length - 1}/${body.length}` } : {}),
  });
  response.end(body.subarray(from));
};

export interface Mirror {
  url: string;
  /** `/path all`, `/path bytes=10-`. */
  asked: string[];
  answer: Answer;
  /** By the last part of their path. */
  files: Readonly<Record<string, Buffer>>;
  close(): Promise<void>;
}

/** A server of its own for each test of a file. */
export function useMirror(): Mirror {
  const server = { now: createServer() };
  const close = async (): Promise<void> => {
    server.now.closeAllConnections();
    await new Promise((resolve) => server.now.close(resolve));
  };
  const mirror: Mirror = { url: '', asked: [], answer: RANGES, files: FILES, close };
  beforeEach(async () => {
    Object.assign(mirror, { asked: [], answer: RANGES, files: FILES });
    server.now = createServer((request, response) => {
      mirror.asked.push(`${request.url} ${request.headers.range ?? 'all'}`);
      const body = mirror.files[decodeURIComponent(request.url?.split('/').at(-1) ?? '')];
      if (body) mirror.answer(request, response, body);
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.now.listen(0, '127.0.0.1', resolve));
    mirror.url = `http://127.0.0.1:${(server.now.address() as AddressInfo).port}/`;
  });
  afterEach(close);
  return mirror;
}
