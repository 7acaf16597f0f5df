import { describe, expect, it } from 'vitest';
import {
  bookBehavior,
  type BookMessage,
  chapterSound,
  type BookState,
  jobStatus,
  type Order,
} from '../../src/actors/index.js';
import type { Effect } from '../../src/core/index.js';
import { newBook, ORDER, summaryOf, tellBookActor } from './orders.js';

const orderOf = (rendition: Order['settings']['rendition']): Order => ({
  ...ORDER,
  v: 3,
  settings: { ...ORDER.settings, rendition },
});

const workOf = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => (effect.type === 'enqueueWork' ? [effect.item] : []));
const told = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => (effect.type === 'tell' ? [effect.message.type] : []));

/** A book of two chapters, both joined. */
function joined(order: Order): { state: BookState; effects: readonly Effect[] } {
  const read: BookMessage = { type: 'BookRead', attempt: 1, summary: summaryOf([2, 3]) };
  const chapter = (n: number): BookMessage => ({
    type: 'ChapterJoined',
    run: 1,
    chapter: `ch-00${n}`,
    object: `a-tale-7f3a/ch-00${n}-1a.flac`,
    samples: 3072 * n,
    loudness: { integratedLufs: -23, truePeakDbtp: -9 },
    silent: [],
  });
  let last = tellBookActor(newBook(), { type: 'SubmitBook', order });
  for (const message of [read, chapter(1), chapter(2)]) last = tellBookActor(last.state, message);
  return last;
}

const MP3 = orderOf({ format: 'mp3', split: 'none', extras: ['srt'] });

describe('the voices of a book', () => {
  it('are told to whoever makes it, each with its language and its licence', () => {
    const other = { language: 'fr', engine: 'piper', voice: 'siwis', profile: 'p2', licence: 'CC-BY-4.0' };
    const order = { ...MP3, settings: { ...MP3.settings, languageVoices: [other] } };
    const { profile: _profile, ...told } = other;
    expect(workOf(joined(order).effects)[0]?.task).toMatchObject({ voices: [{ language: null }, told] });
  });
});

describe('the sound of a chapter', () => {
  it('can be heard as soon as it is joined, by the number plan shows', () => {
    const { state } = joined(MP3);
    expect(chapterSound(state, 1)).toEqual({
      is: 'joined',
      title: 'Chapter 1',
      object: 'a-tale-7f3a/ch-001-1a.flac',
      samples: 3072,
      gainDb: 3,
    });
    expect(chapterSound(state, 3)).toEqual({ is: 'unknown' });
    const { state: read } = tellBookActor(tellBookActor(newBook(), { type: 'SubmitBook', order: MP3 }).state, {
      type: 'BookRead',
      attempt: 1,
      summary: summaryOf([2, 3]),
    });
    expect(chapterSound(read, 1)).toMatchObject({ is: 'not joined', entry: { id: 'ch-001' } });
  });
});

describe('a book that is to become something else than an M4B', () => {
  it('is made from the sound of its chapters as soon as they are joined: no packets are encoded', () => {
    const { state, effects } = joined(MP3);
    expect(state).toMatchObject({ phase: 'assembling', gainDb: 3 });
    expect(told(effects)).not.toContain('EncodeChapter');
    expect(workOf(effects)).toMatchObject([
      {
        class: 'media',
        item: 'assemble',
        task: {
          type: 'render',
          gainDb: 3,
          rendition: { format: 'mp3', split: 'none', extras: ['srt'] },
          voices: [{ language: null, engine: 'tone', voice: 'tone', licence: 'none' }],
          chapters: [
            { id: 'ch-001', audio: 'a-tale-7f3a/ch-001-1a.flac', samples: 3072 },
            { id: 'ch-002', audio: 'a-tale-7f3a/ch-002-1a.flac', samples: 6144 },
          ],
        },
      },
    ]);
  });

  it('is asked for again in the same way when its work is lost', () => {
    const { state } = joined(MP3);
    const { effects } = tellBookActor(state, { type: 'Reconcile', present: [] });
    expect(workOf(effects)).toMatchObject([{ attempt: 3, task: { type: 'render', attempt: 3 } }]);
  });

  it('has all its files, and each of its chapters is done', () => {
    const { state } = joined(MP3);
    const first = { name: 'A Tale.mp3', object: 'a-tale-7f3a/A Tale.mp3', bytes: 10, digest: 'd1' };
    const files = [first, { name: 'A Tale.srt', object: 'a-tale-7f3a/A Tale.srt', bytes: 2, digest: 'd2' }];
    const done = tellBookActor(state, { type: 'BookAssembled', attempt: 2, warnings: [], files, ...first }).state;
    expect(done).toMatchObject({ phase: 'completed', files });
    const status = jobStatus(done, new Map());
    expect(status).toMatchObject({ files, rendition: { format: 'mp3' }, facts: { title: 'A Tale' } });
    expect(status.chapters.map(({ percent }) => percent)).toEqual([100, 100]);
  });

  it('waits while it is paused', () => {
    const read = tellBookActor(tellBookActor(newBook(), { type: 'SubmitBook', order: MP3 }).state, {
      type: 'BookRead',
      attempt: 1,
      summary: summaryOf([1]),
    });
    const paused = tellBookActor(read.state, { type: 'PauseBook' }).state;
    const spoken = tellBookActor(paused, {
      type: 'ChapterJoined',
      run: 1,
      chapter: 'ch-001',
      object: 'a.flac',
      samples: 3072,
      loudness: null,
      silent: [],
    });
    expect(spoken.state.phase).toBe('converting');
    expect(tellBookActor(spoken.state, { type: 'ResumeBook' }).state.phase).toBe('assembling');
  });
});

describe('an M4B with something beside it', () => {
  it('is put together from packets, and asked for in words that an older host does not know', () => {
    let { state, effects } = joined(orderOf({ format: 'm4b', split: 'none', extras: ['cue'] }));
    expect(state.phase).toBe('mastering');
    for (const n of [1, 2])
      ({ state, effects } = tellBookActor(state, {
        type: 'ChapterEncoded',
        run: 1,
        chapter: `ch-00${n}`,
        object: `${n}.aac`,
      }));
    expect(workOf(effects)).toMatchObject([
      { task: { type: 'render', chapters: [{ packets: '1.aac' }, { packets: '2.aac' }] } },
    ]);
  });
});

describe('an order', () => {
  it('of an older e2a means one M4B', () => {
    const { rendition: _rendition, ...settings } = ORDER.settings;
    const decoded = bookBehavior.decode({ type: 'SubmitBook', order: { ...ORDER, settings } });
    expect(decoded).toEqual({ ok: true, value: { type: 'SubmitBook', order: ORDER } });
  });
});
