import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonTableError, jsonTable } from '../../../src/speech/english-phonemes/data/json-table.js';

const tableOf = (json: string, begins = '"{') => {
  const bytes = Buffer.from(json);
  return jsonTable(bytes, { from: 0, to: bytes.length }, begins);
};

describe('a table in the bytes of a JSON object', () => {
  it('finds texts and objects, and nothing else', () => {
    const table = tableOf('{"live":{"VERB":"lˈɪv","NOUN":null}, "a\\"b" : "q" ,\n"ɐ":"x"}');
    expect(table.size).toBe(3);
    expect(table.get('live')).toBe('{"VERB":"lˈɪv","NOUN":null}');
    expect(table.get('a"b')).toBe('"q"');
    expect(table.get('ɐ')).toBe('"x"');
    expect(['liv', 'lived', '', 'VERB', 'x'.repeat(999)].map((key) => table.get(key))).toEqual(
      Array(5).fill(undefined),
    );
  });

  it('holds whatever JSON can hold', () => {
    const value = fc.oneof(fc.string(), fc.dictionary(fc.string(), fc.string()));
    const objects = fc.dictionary(fc.string({ maxLength: 20, unit: 'grapheme' }), value);
    fc.assert(
      fc.property(objects, fc.boolean(), (object, wide) => {
        const table = tableOf(JSON.stringify(object, null, wide ? 2 : 0));
        expect(table.size).toBe(Object.keys(object).length);
        for (const [key, own] of Object.entries(object)) expect(JSON.parse(table.get(key) ?? '0')).toEqual(own);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['', '"{" is missing at byte 0'],
    ['[1]', '"{" is missing at byte 0'],
    ['{"a"', '":" is missing at byte 4'],
    ['{"a":"b"', '"," is missing at byte 8'],
    ['{"a":"b', 'it ends in the middle of a text'],
    ['{"a":{"b":"c"', 'it ends in the middle of a value'],
    ['{"a":1}', 'an unexpected value at byte 5'],
    ['{"a":"b",}', '""" is missing at byte 9'],
  ])('%j is none', (json, why) => {
    expect(() => tableOf(json)).toThrow(new JsonTableError(why));
  });
});
