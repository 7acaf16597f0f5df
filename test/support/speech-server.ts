import { execFile } from 'node:child_process';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a server was asked to speak. */
export interface SpeechRequest {
  readonly headers: IncomingMessage['headers'];
  readonly body: {
    readonly input: string;
    readonly voice: string;
    readonly speed?: number;
    readonly [field: string]: unknown;
  };
}

export type Answering = (response: ServerResponse, request: SpeechRequest) => void | Promise<void>;

/** A server of `POST /v1/audio/speech` on this machine, for tests. */
export interface FakeSpeechServer {
  /** Without `/v1`. */
  readonly url: string;
  /** `127.0.0.1:41234`. */
  readonly host: string;
  readonly spoken: SpeechRequest[];
  /** What it does with the next requests for speech; the last one stays. */
  answer(...next: readonly Answering[]): void;
  /** What `GET` of these paths answers: a status and JSON. */
  readonly pages: Map<string, readonly [status: number, page: unknown]>;
  close(): Promise<void>;
}

export const reply =
  (status: number, headers: Record<string, string>, body: Uint8Array | string = ''): Answering =>
  (response) =>
    void response.writeHead(status, headers).end(body);

/** Speaks as espeak-ng does, and as streaming servers do: in chunks, with a size that is not true. */
export const espeaking: Answering = (response, { body: { input, speed = 1 } }) =>
  new Promise((resolve) => {
    const pace = String(Math.round(175 * speed));
    const child = execFile('espeak-ng', ['-v', 'en-us', '-s', pace, '--stdin', '--stdout'], {
      encoding: 'buffer',
      maxBuffer: 64 * 1024 * 1024,
    });
    response.writeHead(200, { 'content-type': 'audio/wav' });
    child.stdout?.pipe(response);
    child.once('close', () => resolve());
    child.stdin?.end(input);
  });

export async function startSpeechServer(first: Answering = espeaking): Promise<FakeSpeechServer> {
  let answers: readonly Answering[] = [first];
  const spoken: SpeechRequest[] = [];
  const pages = new Map<string, readonly [number, unknown]>([
    ['/v1/models', [200, { object: 'list', data: [{ id: 'tts-1', object: 'model' }] }]],
  ]);
  const server = createServer(async (request, response) => {
    if (request.method !== 'POST')
      return page(response, pages.get(request.url ?? '') ?? [404, { detail: 'Not Found' }]);
    const asked = { headers: request.headers, body: JSON.parse(await textOf(request)) } as SpeechRequest;
    spoken.push(asked);
    const [answer = first, ...rest] = answers;
    if (rest.length > 0) answers = rest;
    await answer(response, asked);
  });
  const { port } = await listening(server);
  const host = `127.0.0.1:${port}`;
  return {
    url: `http://${host}`,
    host,
    spoken,
    pages,
    answer: (...next) => {
      answers = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function page(response: ServerResponse, [status, content]: readonly [number, unknown]): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

const listening = (server: Server): Promise<AddressInfo> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server.address() as AddressInfo));
  });
