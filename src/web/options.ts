import type { Hono } from 'hono';
import type { Client } from '../client/index.js';
import type { Settings } from '../config/index.js';
import type { Clock, Instant } from '../core/index.js';
import type { OrderSurroundings, ShownVoice } from '../ordering/index.js';
import type { Logger } from '../telemetry/index.js';
import type { Answer } from './timing.js';

/** Where the page is served, who may come in and how much they may send. */
export interface WebSettings {
  /** A name or an address; any but loopback wants an admin token. */
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** Empty, or `/e2a`: for a proxy that does not strip the path. */
  readonly basePath: string;
  readonly tokens: WebTokens;
  /** Of one book. */
  readonly maxUploadBytes: number;
  /** Absolute; made when it is not there. Everything in it belongs to the web room. */
  readonly uploadsFolder: string;
  /** Names of this machine or of its proxy, beside the usual ones of loopback. */
  readonly trustedHosts: readonly string[];
  /** Beside the title, where there are several of this page. */
  readonly name: string | null;
}

/** Null: nobody has that role by a token. */
export interface WebTokens {
  readonly admin: string | null;
  readonly submit: string | null;
  readonly view: string | null;
}

/** What goes wrong behind the page is told to whoever runs it. */
export type WebLog = Pick<Logger, 'info' | 'warn' | 'error'>;

/** Mono. */
export interface SpeechSound {
  readonly pcm: Int16Array;
  readonly sampleRate: number;
}

/** A text for somebody who waits. */
export interface SpeechText {
  /** Of an installed one. */
  readonly voice: string;
  readonly text: string;
  /** 0.5 … 2 */
  readonly speed: number;
}

/** A setting as the page shows it; of a secret never more than whether it is set: its value is "set" or empty. */
export interface ShownSetting {
  /** As the file has it: `speech.voice`. */
  readonly name: string;
  readonly value: string;
  /** Where it comes from, in words. */
  readonly origin: string;
  readonly isSecret: boolean;
}

/** What people look up on the page and change elsewhere. */
export interface ShownSettings {
  readonly settings: readonly ShownSetting[];
  /** Folders from which books are taken. */
  readonly watched: readonly string[];
  /** Who is told when a book is done: a name, and what kind it is. Never an address, which may hold a secret. */
  readonly notices: readonly { readonly name: string; readonly about: string }[];
}

/** What became of a notice. */
export interface NoticeDelivery {
  readonly id: string;
  readonly sink: string;
  readonly event: string;
  /** Empty: it was about none. */
  readonly job: string;
  readonly title: string;
  readonly state: 'delivered' | 'waiting' | 'given-up';
  readonly tries: number;
  /** Of the last try. */
  readonly at: Instant;
  /** Why it did not arrive; null when it did. */
  readonly why: string | null;
}

/** Who is told when something becomes of a book. */
export interface Notices {
  sinks(): ShownSettings['notices'];
  /** The last ones, the newest first. */
  list(): Promise<readonly NoticeDelivery[]>;
  /** Tries whether a sink takes one. Throws a UserError: no such sink (exit 5), it did not. */
  sendTest(sink: string): Promise<NoticeDelivery>;
}

/** A book that comes with e2a. */
export interface SampleBook {
  readonly fileName: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Everything the web room is given. */
export interface WebOptions {
  readonly settings: WebSettings;
  readonly client: Client;
  /** What orders are made with where nobody wishes otherwise. */
  readonly configuration: Settings;
  readonly here: OrderSurroundings;
  readonly clock: Clock;
  /** Of e2a. */
  readonly version: string;
  readonly log: WebLog;
  /** Every voice there is to choose from. */
  readonly voices: () => Promise<readonly ShownVoice[]>;
  /** Says a text, for previews and for programs that know OpenAI's speech; null: nothing here speaks. Throws UserErrors. */
  readonly speak: ((text: SpeechText, signal: AbortSignal) => Promise<SpeechSound>) | null;
  /** A whole file of it. Throws UserErrors. */
  readonly encode: (
    sound: SpeechSound,
    format: 'mp3' | 'opus' | 'aac' | 'flac',
    signal: AbortSignal,
  ) => Promise<Uint8Array>;
  /** Health, status and metrics of this node, served at the root; null: elsewhere. */
  readonly statusRoutes: Hono | null;
  /** Told of each answer, for metrics. */
  readonly answered?: ((answer: Answer) => void) | undefined;
  /** Reads a short book for who has none at hand; absent: it is not here. */
  readonly sample?: (() => Promise<SampleBook>) | undefined;
  /** For the page of settings; absent: it tells of this e2a only. */
  readonly shown?: (() => ShownSettings) | undefined;
  /** Absent: nobody is told of anything. */
  readonly notices?: Notices | undefined;
}

export interface RunningWeb {
  /** With the base path and a slash at its end. */
  readonly url: string;
  /** Ends event streams and uploads, then the server. */
  close(): Promise<void>;
}

/** A small queue for those who wait for speech. */
export interface SpeechDesk {
  /**
   * Does it when its turn has come.
   * @returns null when the queue is full, or `signal` aborted before its turn came
   */
  serve<T>(work: () => Promise<T>, signal: AbortSignal): Promise<{ readonly value: T } | null>;
}
