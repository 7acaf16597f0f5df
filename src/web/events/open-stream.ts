import type { JobId } from '../../core/index.js';

/** Bytes that wait for one reader; who is further behind is cut off and comes back with its Last-Event-ID. */
const BACKLOG_BYTES = 1024 * 1024;

/**
 * One reader. First it is brought up to date by `beginning`, at its own pace; what happens meanwhile waits. All bytes
 * are shared between the readers: a stream costs the list of what it has not taken yet.
 */
export class OpenStream {
  readonly body: ReadableStream<Uint8Array>;
  readonly #ended = new AbortController();
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #isLive = false;
  /** A read that nothing could be given to yet. */
  #hungry: ReadableStreamDefaultController<Uint8Array> | null = null;
  #controller: ReadableStreamDefaultController<Uint8Array> | null = null;

  constructor(
    /** Null: all jobs. */
    readonly job: JobId | null,
    beginning: (stream: OpenStream) => AsyncGenerator<Uint8Array>,
  ) {
    let first: AsyncGenerator<Uint8Array> | null = beginning(this);
    this.ended.addEventListener('abort', () => void first?.return(undefined), { once: true });
    this.body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#controller = controller;
        },
        pull: async (controller) => {
          const next = await first?.next();
          if (this.ended.aborted) return;
          if (next?.done === false) return controller.enqueue(next.value);
          first = null;
          this.#feed(controller);
        },
        cancel: () => this.end(),
      },
      { highWaterMark: 0 },
    );
  }

  /** Aborted when the reader has gone or was cut off. */
  get ended(): AbortSignal {
    return this.#ended.signal;
  }

  /** From now on it is told what happens. */
  goLive(): void {
    this.#isLive = true;
  }

  /** Whether it is told of this job. */
  hears(job: JobId): boolean {
    return this.#isLive && (this.job === null || this.job === job);
  }

  push(bytes: Uint8Array): void {
    if (this.ended.aborted || !this.#isLive) return;
    if (this.#hungry !== null) {
      const controller = this.#hungry;
      this.#hungry = null;
      controller.enqueue(bytes);
      return;
    }
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    if (this.#waitingBytes > BACKLOG_BYTES) this.end();
  }

  end(): void {
    if (this.ended.aborted) return;
    this.#ended.abort();
    this.#waiting = [];
    this.#hungry = null;
    try {
      this.#controller?.close();
    } catch {
      // Its reader closed it first.
    }
  }

  #feed(controller: ReadableStreamDefaultController<Uint8Array>): void {
    if (this.ended.aborted) return;
    const bytes = this.#waiting.shift();
    if (bytes === undefined) {
      this.#hungry = controller;
      return;
    }
    this.#waitingBytes -= bytes.length;
    controller.enqueue(bytes);
  }
}
