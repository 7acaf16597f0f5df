import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { readEpub } from '../../../src/books/epub/index.js';
import { makeEpub, navLine, prose } from '../make-epub.js';

type Way = 'emits' | 'throws' | 'loses';
const broken = vi.hoisted(() => ({ way: 'emits' as Way }));

vi.mock('epub2', () => ({
  EPub: class extends EventEmitter {
    zip = { readFile: (_name: string, _callback: () => void): void => undefined };
    metadata = {};
    flow: unknown[] = [];
    open(): void {}
    checkMimeType(): void {
      this.zip.readFile('mimetype', () => {
        if (broken.way === 'throws') throw new Error('deep inside a callback');
        if (broken.way === 'emits') this.emit('error', new Error('no good'));
        else this.emit('end');
      });
    }
    parse(): void {
      this.open();
    }
  },
}));

describe('when epub2 fails', () => {
  it.each<[Way, RegExp]>([
    ['emits', /epub2 could not open the book \(no good\)/],
    ['throws', /epub2 could not open the book \(deep inside a callback\)/],
    ['loses', /epub2 found 0 of 1 files/],
  ])('%s an error: our own reader goes on, and says so', async (way, sentence) => {
    broken.way = way;
    const parts = [{ name: 'c1.xhtml', body: `<h1>One</h1>${prose(1)}` }];
    const book = await readEpub(await makeEpub({ parts, nav: navLine('One', 'c1.xhtml') }), 'x.epub');
    expect(book.warnings).toEqual([expect.stringMatching(sentence)]);
    expect(book.title).toBe('The Test Book');
    expect(book.documents[0]?.blocks[0]?.text).toBe('One');
  });
});
