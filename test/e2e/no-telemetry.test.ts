import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VOICE, realVoiceFolder } from '../speech/real-voice.js';
import { e2a } from '../support/e2a.js';
import { writeNovel } from '../support/novel.js';

describe('what is done here', () => {
  let home = '';
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'e2a-quiet-'));
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  it('is reported to nobody: onnxruntime makes no id of this machine', async () => {
    const book = join(home, 'short.epub');
    await writeFile(book, await writeNovel({ title: 'A Short Word', chapters: 1, paragraphs: 1 }));
    const own = { HOME: home, XDG_CACHE_HOME: join(home, '.cache'), E2A_VOICES: await realVoiceFolder() };
    const { code, stderr } = await e2a(['convert', book, '--voice', VOICE, '--slots', '1', '--data', home], own);
    expect(code, stderr).toBe(0);
    const left = await readdir(home, { recursive: true });
    expect(left).toContain('A Short Word.m4b');
    expect(left.filter((path) => /Microsoft|onnxruntime|deviceid/.test(path))).toEqual([]);
  });
});
