import { describe, expect, it } from 'vitest';
import { bookBehavior, type BookMessage, type BookState, chapterBehavior, jobStatus } from '../../src/actors/index.js';
import { type Json, readState } from '../../src/core/index.js';
import { assembled, encoded, joined, read, submit, toldTo } from './books.js';
import { itemsOf, start, workFailed } from './chapter-scenes.js';
import { newBook, newChapter, ORDER, summaryOf, tellBookActor, tellChapterActor } from './orders.js';

const FRENCH = { language: 'fr', profile: 'gaul', engine: 'piper', voice: 'siwis', licence: 'CC0' };
const order = { ...ORDER, settings: { ...ORDER.settings, languageVoices: [FRENCH] } };
const otherVoices = [{ profile: 'gaul', segments: [2, 4] }];

/** Of its two chapters the first has French in it. */
const readMixed = (): BookMessage => {
  const summary = summaryOf([4, 4]);
  const chapters = summary.chapters.map((chapter, index) => (index === 0 ? { ...chapter, otherVoices } : chapter));
  const decoded = bookBehavior.decode({ type: 'BookRead', attempt: 1, summary: { ...summary, chapters } });
  if (!decoded.ok) throw new Error(decoded.error);
  return decoded.value;
};
const mixed = (): BookState => tellBookActor(newBook(), { ...submit, order }, readMixed()).state;
const finished = (): BookState =>
  tellBookActor(mixed(), joined('ch-001', [2]), joined('ch-002'), encoded('ch-001'), encoded('ch-002'), assembled(2))
    .state;

describe('a book with a voice for French', () => {
  it('has whoever reads it know the voice', () => {
    const { effects } = tellBookActor(newBook(), { ...submit, order });
    const tasks = effects.flatMap((effect) => (effect.type === 'enqueueWork' ? [effect.item.task] : []));
    expect(tasks).toMatchObject([{ type: 'read', settings: { profile: 'p1', languageVoices: [FRENCH] } }]);
  });

  it('tells each chapter which segments are for the other voice', () => {
    const { effects } = tellBookActor(newBook(), { ...submit, order }, readMixed());
    const [first, second] = toldTo(effects, 'StartChapter');
    expect(first).toMatchObject({ profile: 'p1', otherVoices });
    expect(second).not.toHaveProperty('otherVoices');
    expect(chapterBehavior.decode(first ?? {})).toMatchObject({ ok: true, value: { otherVoices } });
  });

  it('tells it again after its checkpoint was read back, and when it is retried', () => {
    const stored = JSON.parse(JSON.stringify(finished())) as Json;
    const restored = readState(bookBehavior, { state: stored, schemaVersion: bookBehavior.schemaVersion });
    if (restored === null) throw new Error('not restored');
    const { effects } = tellBookActor(restored, { type: 'RetryBook', what: 'failed' });
    expect(toldTo(effects, 'StartChapter')).toMatchObject([{ run: 2, otherVoices }]);
  });

  it('shows its voices, and whether there is something left for them', () => {
    const voicesOf = (state: BookState) =>
      jobStatus(state, new Map()).voices.map(({ language, voice, isNeeded }) => [language, voice, isNeeded]);
    expect(voicesOf(newBook())).toEqual([]);
    expect(voicesOf(mixed())).toEqual([
      [null, 'tone', true],
      ['fr', 'siwis', true],
    ]);
    expect(voicesOf(tellBookActor(mixed(), joined('ch-001')).state)).toEqual([
      [null, 'tone', true],
      ['fr', 'siwis', false],
    ]);
    expect(voicesOf(finished())).toEqual([
      [null, 'tone', false],
      ['fr', 'siwis', false],
    ]);
    expect(voicesOf(tellBookActor(newBook(), submit, read([2])).state)).toEqual([[null, 'tone', true]]);
  });

  it('that an older e2a ordered has one voice', () => {
    const { languageVoices: _none, ...settings } = ORDER.settings;
    const old = { ...ORDER, settings };
    const decoded = bookBehavior.decode({ type: 'SubmitBook', order: old });
    expect(decoded).toEqual({ ok: true, value: { type: 'SubmitBook', order: ORDER } });
    const state = { ...mixed(), order: old } as unknown as Json;
    expect(readState(bookBehavior, { state, schemaVersion: 2 })).toMatchObject({ order: ORDER });
  });
});

describe('a segment of the other voice', () => {
  const begun = () => tellChapterActor(newChapter(), start(4, 4, 1, { nodes: 3, otherVoices })).state;

  it('is asked of that voice again when it failed', () => {
    expect(itemsOf(tellChapterActor(begun(), workFailed('0002', 1)).effects)).toMatchObject([
      { class: 'speech-gaul', item: '0002', attempt: 2 },
    ]);
    expect(itemsOf(tellChapterActor(begun(), workFailed('0003', 1)).effects)).toMatchObject([{ class: 'speech-p1' }]);
  });

  it('is given up after six failures where one node speaks it, however many speak the book', () => {
    let state = begun();
    for (let attempt = 1; attempt <= 5; attempt++) {
      state = tellChapterActor(state, workFailed('0002', attempt)).state;
      expect(state).toMatchObject({ silent: [] });
    }
    expect(tellChapterActor(state, workFailed('0002', 6)).state).toMatchObject({ silent: [2] });
  });

  it('is asked of that voice when its clip was gone at the join', () => {
    const done = [1, 2, 3, 4].map((segment) => ({
      ...{
        type: 'SegmentSpoken' as const,
        segment,
        attempt: 1,
        characters: 100,
        samples: 9,
        digest: 'd',
        node: 'n',
        ms: 9,
      },
    }));
    const { state } = tellChapterActor(begun(), ...done);
    const gone = tellChapterActor(state, { type: 'ClipsMissing', attempt: 2, segments: [4] });
    expect(itemsOf(gone.effects)).toMatchObject([{ class: 'speech-gaul', item: '0004' }]);
  });

  it('is left to hosts that know of other voices', () => {
    expect(chapterBehavior.schemaVersion).toBeGreaterThan(2);
    const stored = JSON.parse(JSON.stringify(begun())) as Json;
    expect(readState(chapterBehavior, { state: stored, schemaVersion: 2 })).toEqual(begun());
  });
});
