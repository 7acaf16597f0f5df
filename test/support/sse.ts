/** A message of an event stream, as a browser would be told of it. */
export interface SseMessage {
  readonly event: string;
  readonly id: string | null;
  readonly data: unknown;
}

export interface SseReading {
  readonly messages: readonly SseMessage[];
  /** Lines that no reader is told of. */
  readonly comments: readonly string[];
  /** Resolves when the stream has ended. */
  readonly ended: Promise<void>;
  readonly isOver: boolean;
  of(event: string): readonly SseMessage[];
  /** Of the last message that had one. */
  readonly lastId: string | null;
  /** Goes away. */
  leave(): Promise<void>;
}

/** Reads an event stream as it comes. */
export function readSse(body: ReadableStream<Uint8Array>): SseReading {
  const messages: SseMessage[] = [];
  const comments: string[] = [];
  const reader = body.getReader();
  let isOver = false;
  const pump = async (): Promise<void> => {
    const decoder = new TextDecoder();
    let text = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      text += decoder.decode(value, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) take(block);
    }
    isOver = true;
  };
  const take = (block: string): void => {
    const fields = new Map<string, string>();
    for (const line of block.split('\n')) {
      const at = line.indexOf(':');
      if (at === 0) comments.push(line);
      else fields.set(line.slice(0, at), line.slice(at + 1).trimStart());
    }
    const data = fields.get('data');
    if (data === undefined) return;
    messages.push({ event: fields.get('event') ?? 'message', id: fields.get('id') ?? null, data: JSON.parse(data) });
  };
  return {
    messages,
    comments,
    ended: pump().catch(() => {
      isOver = true;
    }),
    get isOver() {
      return isOver;
    },
    of: (event) => messages.filter((message) => message.event === event),
    get lastId() {
      return messages.findLast(({ id }) => id !== null)?.id ?? null;
    },
    leave: () => reader.cancel(),
  };
}
