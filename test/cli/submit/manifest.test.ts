import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readManifest } from '../../../src/cli/submit/manifest.js';

describe('a manifest', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'e2a-manifest-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const read = async (text: string, name = 'spring list.csv') => {
    await writeFile(join(folder, name), text);
    return readManifest(name, folder);
  };
  const reasons = (text: string): Promise<unknown> =>
    read(text).then(
      () => 'it was read',
      (error: { exitCode: number; failure: { why: string } }) => [error.exitCode, error.failure.why],
    );

  it('names books, and what is wanted for each', async () => {
    const text = [
      '\ufefffile,Voice , chapters,priority',
      'a.epub,,,',
      '"b, the second.epub",hibari-heart,"1-3,7",p2',
      '',
      '/books/c.epub,, 2 ,p0',
    ];
    expect(await read(text.join('\r\n'))).toEqual({
      name: 'spring list',
      rows: [
        { file: 'a.epub' },
        { file: 'b, the second.epub', voice: 'hibari-heart', chapters: '1-3,7', priority: 'p2' },
        { file: '/books/c.epub', chapters: '2', priority: 'p0' },
      ],
    });
  });

  it('means files that lie beside it', async () => {
    await writeFile(join(folder, 'x.csv'), 'file\na.epub\n');
    expect((await readManifest(`${folder}/x.csv`, '/')).rows).toEqual([{ file: join(folder, 'a.epub') }]);
  });

  it.each([
    [
      'file,priority\na,p1\n,p2\nb,high\n',
      [2, 'line 3: no file is named; line 4: priority "high" is none of p0, p1, p2'],
    ],
    ['file,voise\na,x\n', [2, 'line 1: there is no column "voise"']],
    ['voice\nx\n', [2, 'line 1: the column "file" is missing']],
    ['file\n', [2, 'It names no book.']],
    ['', [2, 'It names no book.']],
    [`file\n${'a.epub\n'.repeat(5_001)}`, [2, 'It has 5001 books; up to 5000 go.']],
  ])('%j is told from a good one by the line', async (text, reason) => {
    expect(await reasons(text)).toEqual(reason);
  });

  it('that is no CSV is told by the line, too', async () => {
    expect(await reasons('file,voice\na,b\nc,d,e\n')).toEqual([2, expect.stringMatching(/^line 3: /)]);
    expect(await reasons('file\n"a\n')).toEqual([2, expect.stringMatching(/^line \d: .*[Qq]uote/)]);
  });

  it('of many mistakes tells a few', async () => {
    const [, why] = (await reasons(`file,priority\n${'a,x\n'.repeat(9)}`)) as [number, string];
    expect(why.split('; ')).toHaveLength(6);
    expect(why).toContain('and 4 more');
  });

  it('that is not there is input that cannot be read', async () => {
    await expect(readManifest('nowhere.csv', folder)).rejects.toMatchObject({ exitCode: 6 });
  });
});
