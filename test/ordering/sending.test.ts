import { describe, expect, it } from 'vitest';
import { sendingNotes, sentFacts, sentLine } from '../../src/ordering/sending.js';
import type { PlannedBook } from '../../src/planning/index.js';

describe('before text leaves the machine', () => {
  const planned = { plan: { chapters: [{ characters: 12_000 }, { characters: 345 }] } } as unknown as PlannedBook;
  const free = { openaiPrice: 0, openaiCurrency: 'USD' };
  const sent = { engine: 'openai', licence: 'It is sent to box.' };
  const ours = { engine: 'piper', licence: 'CC0' };

  it('it is said who is sent it, and what that costs where there is a price', () => {
    expect(sendingNotes([sent], planned, free)).toEqual(['It is sent to box.']);
    expect(sendingNotes([sent, sent], planned, { ...free, openaiPrice: 15 })).toEqual([
      'It is sent to box.',
      'It costs about 0.19 USD: 12,345 characters at 15 USD a million.',
    ]);
  });

  it('a voice for another language alone has no price of the whole book; our own have nothing to say', () => {
    expect(sendingNotes([ours, sent], planned, { ...free, openaiPrice: 15 })).toEqual(['It is sent to box.']);
    expect(sendingNotes([ours], planned, { ...free, openaiPrice: 15 })).toEqual([]);
  });
});

it('a finished job says how much was sent', () => {
  const voice = { engine: 'openai', voice: 'alloy' };
  expect(sentLine({ voices: [voice], charactersDone: 12_345 })).toBe(
    'Sent to a speech server for alloy: 12,345 characters at most.\n',
  );
  expect(sentFacts({ voices: [voice], charactersDone: 5 })).toEqual({ sentCharacters: 5 });
  expect(sentLine({ voices: [{ engine: 'piper', voice: 'joe' }, voice], charactersDone: 5 })).toBe('');
  expect(sentFacts({ voices: [], charactersDone: 5 })).toEqual({});
});
