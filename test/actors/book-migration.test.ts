import { describe, expect, it } from 'vitest';
import { bookBehavior, type BookState } from '../../src/actors/index.js';
import { type Json, readState } from '../../src/core/index.js';
import { converting, submit } from './books.js';
import { newBook, ORDER, tellBookActor } from './orders.js';

const { reading: _reading, rendition: _rendition, ...OLD_SETTINGS } = ORDER.settings;
const OLD_ORDER = { ...ORDER, settings: OLD_SETTINGS };

const read = (state: object, schemaVersion: number): BookState | null =>
  readState(bookBehavior, { state: state as Json, schemaVersion });

describe('a book of an older host', () => {
  it('of schema 2 was ordered to be read in the plain way', () => {
    expect(read({ ...converting(), order: OLD_ORDER }, 2)).toEqual(converting());
  });

  it('of schema 3 becomes one M4B', () => {
    const { rendition: _made, ...settings } = ORDER.settings;
    expect(read({ ...converting(), order: { ...ORDER, settings } }, 3)).toEqual(converting());
  });

  it('of schema 1 has the usual priority, too', () => {
    const { priority: _priority, ...order } = OLD_ORDER;
    expect(read({ ...converting(), order }, 1)).toMatchObject({ order: ORDER, paused: false, nodes: 1 });
  });

  it('whose order says nothing of settings is read at all', () => {
    const { settings: _settings, ...order } = ORDER;
    expect(read({ ...converting(), order }, 1)).toMatchObject({
      order: { settings: { reading: null, languageVoices: [], rendition: { format: 'm4b' } } },
    });
  });

  it('that nobody ordered stays as it is', () => {
    expect(read(newBook(), 2)).toMatchObject({ phase: 'new' });
  });

  it('is told of by an order without a reading', () => {
    const decoded = bookBehavior.decode({ type: 'SubmitBook', order: OLD_ORDER });
    expect(decoded).toEqual({ ok: true, value: { type: 'SubmitBook', order: ORDER } });
  });
});

describe('a reading', () => {
  it('reaches whoever reads the book, by its name', () => {
    const reading = { object: 'reading-7f.json', digest: '7f' };
    const order = { ...ORDER, settings: { ...ORDER.settings, reading } };
    const { effects } = tellBookActor(newBook(), { ...submit, order });
    const task = effects.flatMap((effect) => (effect.type === 'enqueueWork' ? [effect.item.task] : []))[0];
    expect(task).toMatchObject({ type: 'read', settings: { reading } });
  });
});
