import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/core/index.js';
import { readJsonWithLines } from '../../src/planning/json-lines.js';
import { writeJson } from '../../src/planning/write-json.js';

describe('JSON that a person has written', () => {
  it('is read as JSON.parse reads it, whichever way it is laid out', () => {
    const laidOut = fc.constantFrom(
      (value: Json) => JSON.stringify(value),
      (value: Json) => JSON.stringify(value, null, 2),
      (value: Json) => writeJson(value),
    );
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), laidOut, (value, layOut) => {
        const text = layOut(value as Json);
        const read = readJsonWithLines(text);
        expect(read.ok && JSON.stringify(read.value)).toBe(JSON.stringify(JSON.parse(text)));
      }),
    );
  });

  it.each([
    { text: '{\n  "a": 1,\n  "b": [1, 2,]\n}', line: 3, why: 'there is a comma too many before ]' },
    { text: '{\n  "a": 1,\n}', line: 2, why: 'there is a comma too many before }' },
    { text: '{\n  "a": 1\n  "b": 2\n}', line: 3, why: '" stands where a comma or } is expected' },
    { text: '{\n  a: 1\n}', line: 2, why: 'a stands where a name in straight double quotes is expected' },
    { text: '{ "a" 1 }', line: 1, why: '1 stands where a : after "a" is expected' },
    { text: '[\n“a”]', line: 2, why: '“ stands where a value is expected (texts stand in straight double quotes)' },
    { text: '["a\n b"]', line: 1, why: 'a text does not end on its line; a new line in it is written \\n' },
    { text: '["a', line: 1, why: 'a text is not closed by "' },
    { text: '["\\q"]', line: 1, why: 'a text has a \\ or a tab that JSON does not allow; write \\\\ or \\t' },
    {
      text: '[True]',
      line: 1,
      why: 'T stands where true, false, a number or a text in straight double quotes is expected',
    },
    { text: '{"a": 1,\n "a": 2}', line: 2, why: '"a" is there twice' },
    { text: '[1]\n]', line: 2, why: 'the file goes on after its last bracket' },
    { text: '[1,\n', line: 2, why: 'the file ends where a value is expected' },
    { text: '', line: 1, why: 'the file ends where a value is expected' },
    { text: '['.repeat(100_000), line: 1, why: 'it is nested too deeply' },
  ])('tells the line of a mistake: $why', ({ text, line, why }) => {
    expect(readJsonWithLines(text)).toEqual({ ok: false, line, why });
  });

  it('knows the line of each value, and of a missing one that of its parent', () => {
    const read = readJsonWithLines('\ufeff{\n  "a": [\n    1,\n    {\n      "b": true }\n  ]\n}');
    const lines = [[], ['a'], ['a', 0], ['a', 1], ['a', 1, 'b'], ['a', 1, 'c'], ['x']];
    expect(read.ok && lines.map((path) => read.lineOf(path))).toEqual([1, 2, 3, 4, 5, 4, 1]);
  });
});

describe('JSON for people', () => {
  it('has a line for each thing that holds only plain values', () => {
    const text = writeJson({
      v: 1,
      book: { title: 'A', authors: ['B', 'C'] },
      chapters: [
        { n: 1, read: true },
        { n: 2, read: false, passages: [{ kind: 'heading', text: 'Two' }] },
      ],
      empty: [],
      long: ['x'.repeat(60), 'y'.repeat(60)],
    });
    expect(text.split('\n')).toEqual([
      '{',
      '  "v": 1,',
      '  "book": {',
      '    "title": "A",',
      '    "authors": ["B", "C"]',
      '  },',
      '  "chapters": [',
      '    { "n": 1, "read": true },',
      '    {',
      '      "n": 2,',
      '      "read": false,',
      '      "passages": [',
      '        { "kind": "heading", "text": "Two" }',
      '      ]',
      '    }',
      '  ],',
      '  "empty": [],',
      '  "long": [',
      `    "${'x'.repeat(60)}",`,
      `    "${'y'.repeat(60)}"`,
      '  ]',
      '}',
    ]);
  });
});
