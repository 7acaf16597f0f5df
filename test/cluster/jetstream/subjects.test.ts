import { describe, expect, it } from 'vitest';
import * as subjects from '../../../src/cluster/jetstream/subjects.js';
import type { WorkItem } from '../../../src/core/index.js';

const CHAPTER = { kind: 'chapter', job: 'moby-dick-7f3a', chapter: 'ch-012' };
const ITEM: WorkItem = {
  class: 'speech-a1b2',
  priority: 'p0',
  job: 'moby-dick-7f3a',
  chapter: 'ch-012',
  item: '0042',
  attempt: 2,
  replyTo: CHAPTER,
  task: { type: 'speak' },
};

describe('names at the server', () => {
  it('are those an operator was promised', () => {
    const partition = subjects.partitionOf(CHAPTER, 16);
    expect(subjects.mailSubject(CHAPTER, 16)).toBe(`e2a.mail.chapter.${partition}.moby-dick-7f3a.ch-012`);
    expect(subjects.mailFilter('chapter', 3)).toBe('e2a.mail.chapter.3.>');
    expect(subjects.mailConsumerName('chapter', 3)).toBe('chapter-03');
    expect(subjects.workSubject(ITEM)).toBe('e2a.work.speech-a1b2.p0.moby-dick-7f3a.ch-012.0042.2');
    expect(subjects.workFilter('media', 'p1')).toBe('e2a.work.media.p1.>');
    expect(subjects.workConsumerName('speech-a1b2', 'p2')).toBe('speech-a1b2-p2');
    expect(subjects.workOfJob('moby-dick-7f3a')).toBe('e2a.work.*.*.moby-dick-7f3a.>');
    expect(subjects.workOfJob('moby-dick-7f3a', 'ch-001')).toBe('e2a.work.*.*.moby-dick-7f3a.ch-001.>');
    expect(subjects.eventSubject({ job: 'a-1', type: 'chapter-joined' })).toBe('e2a.event.a-1.chapter-joined');
    expect(subjects.clipSubject('0af3')).toBe('e2aclip.0af3');
    expect(subjects.checkpointBucket('book')).toBe('e2a_jobs');
    expect(subjects.checkpointBucket('chapter')).toBe('e2a_chapters');
    expect(subjects.checkpointBucket('counter')).toBe('e2a_counter');
  });

  it('keep an actor on one partition, and actors spread', () => {
    const partitions = Array.from({ length: 200 }, (_, n) =>
      subjects.partitionOf({ kind: 'book', job: `job-${n}` }, 16),
    );
    expect(new Set(partitions).size).toBe(16);
    expect(Math.max(...partitions)).toBeLessThan(16);
    // Fixed for ever: mail of one actor on two partitions would overtake itself.
    expect(subjects.partitionOf({ kind: 'book', job: 'moby-dick-7f3a' }, 16)).toBe(0);
    expect(subjects.partitionOf(CHAPTER, 16)).toBe(7);
  });

  it('lead back to what they name', () => {
    expect(subjects.workKeyOf(subjects.workSubject(ITEM))).toBe('ch-012/0042/2');
    expect(subjects.workKeyOf('e2a.work.media.p1.job')).toBeNull();
    expect(subjects.addressOfKey('chapter', subjects.checkpointKey(CHAPTER))).toEqual(CHAPTER);
    expect(subjects.addressOfKey('book', 'a-1')).toEqual({ kind: 'book', job: 'a-1' });
    expect(subjects.addressOfKey('book', 'a.b.c')).toBeNull();
    expect(subjects.keyOfControl('$KV.e2a_control.a-1')).toBe('a-1');
    expect(subjects.keyOfControl(`$KV.e2a_control.${subjects.nodeOrderKey('box.home')}`)).toBe('node.box_home');
    for (const stray of ['e2a.event.a-1.x', '$KV.e2a_control.a.b', '$KV.e2a_control.node.a.b'])
      expect(subjects.keyOfControl(stray)).toBeNull();
  });

  it('refuse what would change a subject', () => {
    for (const job of ['a.b', 'a b', '*', '>', '']) {
      expect(() => subjects.mailSubject({ kind: 'book', job }, 16)).toThrow(/job id/);
      expect(() => subjects.workSubject({ ...ITEM, job })).toThrow(/job id/);
    }
    expect(() => subjects.workSubject({ ...ITEM, item: '>' })).toThrow(/item/);
    expect(() => subjects.clipSubject('a.b')).toThrow(/clip key/);
  });

  it('make a readable word of any text where the text itself stands in the message', () => {
    const letter = { origin: 'mail', job: 'a-1', chapter: 'book', item: 'book/a-1#3.0' };
    expect(subjects.deadSubject(letter)).toBe('e2a.dead.mail.a-1.book.book_a-1_3_0');
  });
});
