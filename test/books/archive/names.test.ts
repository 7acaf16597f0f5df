import { describe, expect, it } from 'vitest';
import { normaliseName, resolveReference } from '../../../src/books/archive/names.js';

describe('names in the archive', () => {
  it.each([
    ['OPS\\a.xhtml', 'OPS/a.xhtml'],
    ['./OPS/./a.xhtml', 'OPS/a.xhtml'],
    ['OPS/x/../a.xhtml', 'OPS/a.xhtml'],
    ['../a.xhtml', null],
    ['C:\\a.xhtml', null],
    ['OPS/', null],
    ['', null],
  ])('%s is %s', (name, expected) => expect(normaliseName(name)).toBe(expected));
});

describe('references', () => {
  it.each([
    ['text/b.xhtml#x', { name: 'OPS/text/b.xhtml', fragment: 'x' }],
    ['../b.xhtml', { name: 'b.xhtml', fragment: null }],
    ['a%20b.xhtml#%C3%A9', { name: 'OPS/a b.xhtml', fragment: 'é' }],
    ['100%.xhtml', { name: 'OPS/100%.xhtml', fragment: null }],
    ['#here', { name: 'OPS/a.xhtml', fragment: 'here' }],
    ['/OPS/b.xhtml', { name: 'OPS/b.xhtml', fragment: null }],
    ['b.xhtml?q=1#f', { name: 'OPS/b.xhtml', fragment: 'f' }],
    ['../../../etc/passwd', null],
    ['https://example.org/', null],
    ['//example.org/x', null],
    ['', null],
  ])('%s', (href, expected) => expect(resolveReference('OPS/a.xhtml', href)).toEqual(expected));
});
