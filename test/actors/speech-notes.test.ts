import { describe, expect, it } from 'vitest';
import { type BookMessage, jobStatus, type SpeechNotes } from '../../src/actors/index.js';
import { assembled, converting, encoded, joined } from './books.js';
import { joined as clipsJoined, joining } from './chapter-scenes.js';
import { tellBookActor, tellChapterActor } from './orders.js';

const NOTES: SpeechNotes = { retried: 3, split: 1, odd: ['Ha ha.', 'Hm.'], skipped: { '☺': 2, '†': 1 } };
const joinedWith = (notes: SpeechNotes): BookMessage => ({ ...joined('ch-001'), notes }) as BookMessage;
const remarksOn = (notes: SpeechNotes): readonly string[] => {
  const { state } = tellBookActor(converting(), joinedWith(notes), joined('ch-002'));
  return jobStatus(state, new Map()).warnings;
};

describe('what it took to say a chapter', () => {
  it('goes from the join over the chapter to the book, and nothing goes where it took nothing', () => {
    const told = (message: object) =>
      tellChapterActor(joining(), { ...clipsJoined(2), ...message }).effects.flatMap((effect) =>
        effect.type === 'tell' ? [effect.message['notes']] : [],
      );
    expect(told({ notes: NOTES })).toEqual([NOTES]);
    expect(told({})).toEqual([undefined]);
  });

  it('is a remark for those who look at the job, as long as the sound is there', () => {
    const remark =
      'Chapter 1: 1 utterance was said in two halves; of an odd length: "Ha ha.", "Hm."; the voice has no sound for ☺ (2 ×), † (1 ×).';
    expect(remarksOn(NOTES).join()).toContain(remark.slice(remark.indexOf(':')));
    const done = tellBookActor(converting(), joinedWith(NOTES), joined('ch-002'), encoded('ch-001'), encoded('ch-002'));
    expect(jobStatus(tellBookActor(done.state, assembled(2)).state, new Map()).warnings.join()).toContain(
      'said in two halves',
    );
  });

  it('is none where only another seed was needed', () => {
    expect(remarksOn({ retried: 5, split: 0, odd: [], skipped: {} })).toEqual([]);
    expect(remarksOn({ retried: 0, split: 2, odd: [], skipped: {} }).join()).toMatch(
      /: 2 utterances were said in two halves\.$/,
    );
    expect(remarksOn({ retried: 0, split: 0, odd: ['Hm.'], skipped: {} }).join()).toMatch(
      /: of an odd length: "Hm."\.$/,
    );
  });
});
