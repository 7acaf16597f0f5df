import { backoffMs, HostBrokenError, OutageError, RetryableError } from '../../../core/index.js';
import { plainText, type Speech, type SpeechEngine, speechSize, type Utterance } from '../../speech-engine.js';
import { joinPieces } from '../join-pieces.js';
import { profileOf, type VoiceFacts } from '../profile.js';
import { SlotTurns } from '../slot-turns.js';
import { demandSpeakable, rejected } from '../speakable.js';
import type { Sound } from '../wav/index.js';
import { AnswerLostError, askServer } from './ask-server.js';
import { type Outcome, outcomeOf } from './outcome.js';
import { piecesOf } from './pieces.js';
import { isThere } from './server-facts.js';
import type { SpeechServer } from './speech-server.js';

/** Between a neural voice of a hub (0.07) and espeak: nobody knows who speaks there. */
const SECONDS_PER_CHARACTER = 0.06;
const SECONDS_PER_UTTERANCE = 0.3;
/** Two channels of floats at 48 kHz for a minute and a half: no utterance comes near this. */
const MOST_BYTES = 32 * 1024 * 1024;
/** While a server is in trouble and does not say for how long. */
const BACKOFF = { firstMs: 1_000, maxMs: 60_000 };
/** Accepted by every server that accepts anything. */
const HARMLESS = 'Yes.';

/** One slot: one request at a time. @param now the clock of this machine, in ms since 1970 */
export const openaiEngine = (facts: VoiceFacts, server: SpeechServer, now: () => number = Date.now): SpeechEngine =>
  new OpenAiEngine(facts, server, now);

class OpenAiEngine implements SpeechEngine {
  readonly profile;
  private readonly turns = new SlotTurns();
  /** Requests in a row that the server did not do, whatever they were. */
  private troubles = 0;
  private hasSpoken = false;

  constructor(
    facts: VoiceFacts,
    private readonly server: SpeechServer,
    private readonly now: () => number,
  ) {
    this.profile = profileOf(facts);
  }

  estimateSeconds(text: string): number {
    return SECONDS_PER_UTTERANCE + speechSize(plainText(text)) * SECONDS_PER_CHARACTER;
  }

  async speak({ text, speed }: Utterance, signal: AbortSignal): Promise<Speech> {
    signal.throwIfAborted();
    demandSpeakable(text);
    return this.turns.take(signal, async (either) => {
      const sounds: Sound[] = [];
      for (const piece of piecesOf(plainText(text), this.server.characters))
        sounds.push(await this.say(piece, speed, either));
      return { ...this.together(sounds), skipped: [], words: null };
    });
  }

  close(): Promise<void> {
    return this.turns.close();
  }

  private async say(piece: string, speed: number, signal: AbortSignal): Promise<Sound> {
    const outcome = await this.request(piece, speed, signal);
    if (outcome.type === 'sound') {
      this.troubles = 0;
      this.hasSpoken = true;
      return outcome.sound;
    }
    throw await this.errorOf(outcome, piece, speed, signal);
  }

  private async request(input: string, speed: number, signal: AbortSignal): Promise<Outcome> {
    const { server } = this;
    const { model, format, extra, timeoutMs } = server;
    const asked = { model, input, voice: this.profile.voice, response_format: format };
    // Not every server knows the field.
    const body = { ...extra, ...asked, ...(speed === 1 ? {} : { speed }) };
    try {
      const question = { path: '/audio/speech', body, timeoutMs, maxBytes: MOST_BYTES };
      return outcomeOf(await askServer(server, question, signal), server, this.now());
    } catch (error) {
      if (!(error instanceof AnswerLostError)) throw error;
      return { type: error.kind === 'unreachable' ? 'busy' : 'failed', why: error.message, waitMs: null };
    }
  }

  /** What a request that brought no sound means for the text, and for everything else. */
  private async errorOf(
    outcome: Exclude<Outcome, { type: 'sound' }>,
    piece: string,
    speed: number,
    signal: AbortSignal,
  ): Promise<Error> {
    switch (outcome.type) {
      case 'busy':
        return new OutageError(outcome.why, this.delayMs(outcome.waitMs));
      case 'failed': {
        const delayMs = this.delayMs(outcome.waitMs);
        // The text is to blame only if the server is well without it.
        return (await isThere(this.server, signal))
          ? new RetryableError(outcome.why, delayMs)
          : new OutageError(outcome.why, delayMs);
      }
      case 'refused':
        return new HostBrokenError(`${outcome.why}. ${outcome.fix}`);
      case 'rejected':
        return this.rejection(outcome.why, piece, speed, signal);
    }
  }

  /**
   * Until something was spoken nobody knows whether it is the text that is not accepted, or all we ask for: a text is
   * given up only once the server has said another.
   */
  private async rejection(why: string, piece: string, speed: number, signal: AbortSignal): Promise<Error> {
    if (this.hasSpoken) return rejected(piece, why);
    const outcome = await this.request(HARMLESS, speed, signal);
    if (outcome.type === 'sound') {
      this.hasSpoken = true;
      return rejected(piece, why);
    }
    if (outcome.type !== 'rejected') return this.errorOf(outcome, piece, speed, signal);
    return new HostBrokenError(
      `${outcome.why}. It accepts nothing that is asked for: look at the model and the voice, e2a doctor --engine openai`,
    );
  }

  private delayMs(waitMs: number | null): number {
    this.troubles += 1;
    return waitMs ?? backoffMs(this.troubles, BACKOFF, this.server.host);
  }

  private together(sounds: readonly Sound[]): Sound {
    const sampleRate = sounds[0]?.sampleRate ?? 0;
    if (sounds.some((sound) => sound.sampleRate !== sampleRate))
      throw new RetryableError(`${this.server.host} answered with two rates for one sentence`, this.delayMs(null));
    return { pcm: joinPieces(sounds.map(({ pcm }) => pcm)), sampleRate };
  }
}
