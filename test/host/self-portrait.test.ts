import { describe, expect, it } from 'vitest';
import { selfPortrait } from '../../src/host/self-portrait.js';
import { NOTHING_DONE } from '../../src/host/work-tallies.js';

const RECORD = {
  node: 'attic',
  host: 'attic.lan',
  version: '0.1.0',
  roles: ['book', 'synth'],
  slots: 4,
  busy: 3,
  device: 'NVIDIA H100 (GPU-abc)',
  readsWith: [],
  profiles: [{ id: '73a5a304c61c', engine: 'tone', voice: 'hum' }],
  charactersPerSecond: 140,
  state: 'ready',
  startedAt: 0,
} as const;
const TALLIES = {
  speech: { done: 2, failed: 1, busyMs: 900, lastAt: 5_000, lastFailure: 'the child died' },
  media: NOTHING_DONE,
};

describe('what a host says of itself', () => {
  it('has every fact an operator asks for, as text', () => {
    expect(selfPortrait(RECORD, TALLIES).facts).toEqual({
      node: 'attic',
      host: 'attic.lan',
      roles: 'book, synth',
      slots: '4',
      device: 'NVIDIA H100 (GPU-abc)',
      voices: 'hum (tone)',
      profiles: '73a5a304c61c',
      version: '0.1.0',
      state: 'ready',
    });
  });

  it('has what it did, for each queue it takes from', () => {
    const [speech, media, ...rest] = selfPortrait(RECORD, TALLIES).work;
    expect(speech).toMatchObject({ class: 'speech-73a5a304c61c', done: 2, failed: 1, lastFailure: 'the child died' });
    expect(speech?.facts).toEqual({
      state: 'ready',
      slots: 4,
      busy: 3,
      charactersPerSecond: 140,
      segmentsSpoken: 2,
      lastSegmentAt: '1970-01-01T00:00:05.000Z',
    });
    expect(media).toMatchObject({ class: 'media', done: 0, facts: { filesMade: 0, lastFileAt: null } });
    expect(rest).toEqual([]);
  });

  it('of a book host has no speech, of a synth host no files', () => {
    const book = selfPortrait({ ...RECORD, roles: ['book'], slots: 0, profiles: [] }, TALLIES);
    expect(book.work.map((one) => one.name)).toEqual(['media']);
    expect(selfPortrait({ ...RECORD, roles: ['synth'] }, TALLIES).work.map((one) => one.name)).toEqual(['speech']);
  });

  it('fits into a line of a list', () => {
    const line = (more: object): string => selfPortrait({ ...RECORD, ...more }, TALLIES).description;
    expect(line({})).toBe('book and synth on NVIDIA H100 (GPU-abc), 3 of 4 slots busy');
    expect(line({ state: 'draining' })).toMatch(/busy, draining$/);
    expect(line({ roles: ['book'], slots: 0 })).toBe('book');
  });
});
