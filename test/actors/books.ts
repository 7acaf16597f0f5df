import type { BookMessageOf } from '../../src/actors/book/messages.js';
import type { BookMessage, BookState } from '../../src/actors/index.js';
import type { Effect, Message } from '../../src/core/index.js';
import { newBook, ORDER, summaryOf, tellBookActor } from './orders.js';

export const submit: BookMessageOf<'SubmitBook'> = { type: 'SubmitBook', order: ORDER };
export const read = (segments: readonly number[], attempt = 1): BookMessage => ({
  type: 'BookRead',
  attempt,
  summary: summaryOf(segments),
});
export const joined = (chapter: string, silent: number[] = [], run = 1): BookMessage => ({
  type: 'ChapterJoined',
  run,
  chapter,
  object: `${chapter}.flac`,
  samples: 30_720,
  loudness: { integratedLufs: -23, truePeakDbtp: -6 },
  silent,
});
export const encoded = (chapter: string, run = 1): BookMessage => ({
  type: 'ChapterEncoded',
  run,
  chapter,
  object: `${chapter}.aac`,
});
export const failed = (chapter: string, run = 1): BookMessage => ({
  type: 'ChapterFailed',
  run,
  chapter,
  failure: { code: 'E2A-3001', what: 'no ffmpeg' },
});
export const fleet = (slots: number, nodes = 1): BookMessage => ({ type: 'FleetChanged', slots, nodes });
export const assembled = (attempt: number): BookMessage => ({
  type: 'BookAssembled',
  attempt,
  warnings: ['The cover was left out.'],
  name: 'A Tale.m4b',
  object: 'o.m4b',
  bytes: 9,
  digest: 'd',
});
export const progressed = (
  chapter: string,
  spoken: number,
  characters: number,
  requested = spoken,
  run = 1,
): BookMessage => ({
  type: 'ChapterProgressed',
  run,
  chapter,
  requested,
  spoken,
  characters,
});

/** A book of two chapters in each phase. */
export const reading = (): BookState => tellBookActor(newBook(), submit).state;
export const converting = (): BookState => tellBookActor(reading(), read([4, 4])).state;
export const mastering = (): BookState => tellBookActor(converting(), joined('ch-001'), joined('ch-002')).state;
export const assembling = (): BookState => tellBookActor(mastering(), encoded('ch-001'), encoded('ch-002')).state;
export const completed = (): BookState => tellBookActor(assembling(), assembled(2)).state;

export const partial = (): BookState =>
  tellBookActor(converting(), joined('ch-001', [2]), failed('ch-002'), encoded('ch-001'), assembled(2)).state;
export const cancelled = (): BookState => tellBookActor(converting(), { type: 'CancelBook' }).state;
export const removed = (): BookState => tellBookActor(completed(), { type: 'RemoveBook' }).state;
export const paused = (state: BookState): BookState => tellBookActor(state, { type: 'PauseBook' }).state;

/** What is announced to whoever watches, in whole sentences. */
export const saidBy = (state: BookState, message: BookMessage): readonly string[] =>
  tellBookActor(state, message).effects.flatMap((effect) => (effect.type === 'announce' ? [effect.event.text] : []));

/** What chapters are told, by the kind of message. */
export const toldTo = (effects: readonly Effect[], type: string): readonly Message[] =>
  effects.flatMap((effect) => (effect.type === 'tell' && effect.message.type === type ? [effect.message] : []));
