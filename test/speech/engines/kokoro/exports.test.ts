import { describe, expect, it } from 'vitest';
import { framesFrom, rolesOf, speedFor } from '../../../../src/speech/engines/kokoro/exports.js';
import { styleRow, stylesFrom } from '../../../../src/speech/engines/kokoro/styles.js';
import { tinyStyle } from '../../../support/tiny-kokoro.js';

const input = (name: string, type = 'float32') => ({ name, isTensor: true, type });
const USUAL = [input('input_ids', 'int64'), input('style'), input('speed')];

describe('what an export calls things', () => {
  it.each([
    ['the hub’s', USUAL, ['waveform'], { tokens: 'input_ids', sound: 'waveform', durations: null, wholeSpeed: false }],
    [
      'with durations of its own',
      [input('tokens', 'int64'), input('style'), input('speed', 'int32')],
      ['audio', 'duration'],
      { tokens: 'tokens', sound: 'audio', durations: 'duration', wholeSpeed: true },
    ],
    [
      'as we patch it',
      [...USUAL, input('seed', 'int64')],
      ['waveform', 'w_ceil'],
      { durations: 'w_ceil', takesSeed: true },
    ],
  ])('%s', (_name, inputs, outputs, roles) => expect(rolesOf(inputs, outputs)).toMatchObject(roles));

  it.each([
    ['Piper’s', [input('input', 'int64'), input('input_lengths')], ['output'], /it wants "input"/],
    ['one without a style', [input('tokens', 'int64'), input('speed')], ['audio'], /no input style, but tokens, speed/],
    ['one that is silent', USUAL, ['logits'], /no output waveform or audio, but logits/],
  ])('is no Kokoro: %s', (_name, inputs, outputs, why) => expect(() => rolesOf(inputs, outputs)).toThrow(why));
});

it('a pace is a whole number where the export wants one', () => {
  expect([speedFor(1.3, false), speedFor(1, true), speedFor(2, true)]).toEqual([1.3, 1, 2]);
  expect(() => speedFor(0.9, true)).toThrow('no speed but 1 and 2');
});

it('frames are one for each id, of any kind of number, or are not believed', () => {
  expect(framesFrom(Float32Array.of(1, 2), 2)).toEqual(Float32Array.of(1, 2));
  expect(framesFrom(BigInt64Array.of(3n, 4n), 2)).toEqual(Float32Array.of(3, 4));
  expect(framesFrom(Int32Array.of(5, 6), 2)).toEqual(Float32Array.of(5, 6));
  expect([framesFrom(Float32Array.of(1), 2), framesFrom(undefined, 2)]).toEqual([null, null]);
});

describe('a style', () => {
  const styles = stylesFrom(tinyStyle(), 'af_tiny.bin');
  it.each([
    [0, 0],
    [1, 0],
    [2, 1],
    [510, 509],
    [999, 509],
  ])('for %d ids is row %d', (ids, row) => {
    expect(styleRow(styles, ids)[0]).toBe(row);
    expect(styleRow(styles, ids)).toHaveLength(256);
  });

  it('holds numbers only, as many as there are', () => {
    expect(() => stylesFrom(Buffer.alloc(5), 'x.bin')).toThrow('x.bin is no style of Kokoro: 5 bytes, not 522240');
    const spoilt = Buffer.from(tinyStyle());
    spoilt.writeFloatLE(Number.NaN, 40);
    expect(() => stylesFrom(spoilt, 'x.bin')).toThrow('no number');
  });
});
