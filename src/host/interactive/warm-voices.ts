import { type Clock, HostBrokenError } from '../../core/index.js';
import { type EngineRequest, openSpeechEngine, type SpeechEngine } from '../../speech/index.js';
import { UsualLength } from '../performers/usual-length.js';
import { type Preview, type PreviewRequest, type ReadyVoice, sayText, warmUp } from '../preview/index.js';

/** Voices kept loaded: with Piper some 300 MB each. One to talk with, one to compare it with. */
const MOST_WARM = 2;
/** A voice that nobody has asked for so long gives its memory back. */
const IDLE_MS = 5 * 60_000;

/** Voices that need not be loaded for each text. */
export interface WarmVoices {
  /**
   * Speaks as `speakPreview` does; a voice that was heard lately begins at once.
   * @throws UserError as `openSpeechEngine`; RetryableError and TerminalError for what cannot be spoken well; what
   * `signal` was aborted with
   */
  speak(request: PreviewRequest, signal: AbortSignal): Promise<Preview>;
  /** Ends all of them. */
  close(): Promise<void>;
}

export interface WarmVoicesOptions {
  readonly clock: Clock;
  /** Default: the engines of this product. */
  readonly open?: (request: EngineRequest) => Promise<SpeechEngine>;
  /** Default `MOST_WARM`. */
  readonly most?: number;
}

interface WarmVoice {
  readonly ready: Promise<ReadyVoice>;
  /** Texts it says or is to say. */
  users: number;
  /** Aborted when it is asked for again, or closed. */
  rest: AbortController;
}

export function openWarmVoices(options: WarmVoicesOptions): WarmVoices {
  return new Voices(options);
}

class Voices implements WarmVoices {
  /** By what was asked for; the one that was used last comes last. */
  readonly #voices = new Map<string, WarmVoice>();
  readonly #closing = new Set<Promise<void>>();

  constructor(private readonly options: WarmVoicesOptions) {}

  async speak({ utterances, speed, ...request }: PreviewRequest, signal: AbortSignal): Promise<Preview> {
    signal.throwIfAborted();
    const key = JSON.stringify(request);
    const voice = this.#take(key, request);
    try {
      return await sayText({ utterances, speed }, await voice.ready, signal);
    } catch (error) {
      if (error instanceof HostBrokenError) this.#drop(key, voice);
      throw error;
    } finally {
      voice.users--;
      this.#trim();
      if (voice.users === 0) void this.#closeWhenIdle(key, voice);
    }
  }

  async close(): Promise<void> {
    for (const [key, voice] of [...this.#voices]) this.#drop(key, voice);
    await Promise.all(this.#closing);
  }

  #take(key: string, request: EngineRequest): WarmVoice {
    const voice = this.#voices.get(key) ?? { ready: this.#open(request), users: 0, rest: new AbortController() };
    voice.ready.catch(() => this.#drop(key, voice));
    voice.users++;
    voice.rest.abort();
    this.#voices.delete(key);
    this.#voices.set(key, voice);
    return voice;
  }

  /** Whoever asked first may go meanwhile: others wait for the same voice, so its loading is not broken off. */
  async #open(request: EngineRequest): Promise<ReadyVoice> {
    const { clock, open = openSpeechEngine } = this.options;
    const engine = await open({ ...request, isAwaited: true });
    await warmUp(engine, new AbortController().signal);
    return { engine, usual: new UsualLength(), clock };
  }

  /** The one not used for longest goes first; those at work stay. */
  #trim(): void {
    const { most = MOST_WARM } = this.options;
    for (const [key, voice] of [...this.#voices]) {
      if (this.#voices.size <= most) return;
      if (voice.users === 0) this.#drop(key, voice);
    }
  }

  async #closeWhenIdle(key: string, voice: WarmVoice): Promise<void> {
    voice.rest = new AbortController();
    const { signal } = voice.rest;
    await this.options.clock.sleep(IDLE_MS, signal);
    if (!signal.aborted) this.#drop(key, voice);
  }

  #drop(key: string, voice: WarmVoice): void {
    if (this.#voices.get(key) !== voice) return;
    this.#voices.delete(key);
    voice.rest.abort();
    const closing = voice.ready
      .then(({ engine }) => engine.close())
      .catch(() => undefined)
      .finally(() => this.#closing.delete(closing));
    this.#closing.add(closing);
  }
}
