import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeVoice, voiceFacts } from '../../../src/speech/index.js';
import { FILES, MODEL, SHARED, SMALL, STYLE, sharedCatalogue, smallCatalogue } from './small-voice.js';

const here = { folder: '' };
beforeEach(async () => {
  here.folder = await mkdtemp(join(tmpdir(), 'e2a-remove-'));
});
afterEach(() => rm(here.folder, { recursive: true, force: true }));

async function put(path: string, bytes: Buffer): Promise<void> {
  await mkdir(dirname(join(here.folder, path)), { recursive: true });
  await writeFile(join(here.folder, path), bytes);
}

const allFiles = async (): Promise<readonly string[]> => {
  const entries = await readdir(here.folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();
};

describe('a voice that is removed', () => {
  const catalogue = smallCatalogue('https://hub.test/');

  it('takes what was made of it along, and leaves what others put there', async () => {
    for (const [name, bytes] of Object.entries(FILES)) await put(`${SMALL}/${name}`, bytes);
    await put(`${SMALL}/${SMALL}.58afce03.patched-v1.onnx`, MODEL);
    await put(`${SMALL}/${SMALL}.onnx.part`, MODEL);
    await put(`${SMALL}/notes.txt`, Buffer.from('mine'));
    const { removed, bytes, keptFor } = await removeVoice(SMALL, here.folder, catalogue);
    expect(removed).toHaveLength(5);
    expect(bytes).toBeGreaterThan(3 * MODEL.length);
    expect(keptFor).toEqual([]);
    expect(await allFiles()).toEqual(['notes.txt']);
  });

  it('takes what a fetch has begun, where nothing else of it is there', async () => {
    await put(`${SMALL}/${SMALL}.onnx.part`, MODEL);
    expect(await removeVoice(SMALL, here.folder, catalogue)).toMatchObject({ bytes: MODEL.length, keptFor: [] });
    expect(await readdir(here.folder)).toEqual([]);
  });

  it('leaves no empty folder, and is not there a second time', async () => {
    await put(`${SMALL}/${SMALL}.onnx`, MODEL);
    await removeVoice(SMALL, here.folder, catalogue);
    expect(await readdir(here.folder)).toEqual([]);
    await expect(removeVoice(SMALL, here.folder, catalogue)).rejects.toMatchObject({ exitCode: 5 });
  });
});

describe('a model that two voices share', () => {
  const catalogue = sharedCatalogue('https://hub.test/');
  beforeEach(async () => {
    await put(`${SHARED.model}/model.onnx`, MODEL);
    await put(`${SHARED.model}/NOTICE`, Buffer.from('Its terms.'));
    await put(`${SHARED.styles}/one.bin`, STYLE);
  });

  it('stays for the other', async () => {
    const { removed, keptFor } = await removeVoice(SHARED.voice, here.folder, catalogue);
    expect([removed, keptFor]).toEqual([[], ['two-parts-again']]);
    expect(await allFiles()).toEqual(['NOTICE', 'model.onnx', 'one.bin']);
  });

  it('shows its card and where its files come from', async () => {
    const { installed, card, sources } = await voiceFacts(SHARED.voice, here.folder, catalogue);
    expect([installed, card]).toEqual([true, 'Its terms.']);
    expect(sources.map((text) => text.split(' ').slice(1, 3).join(' '))).toEqual(['Python packages', 'Node package']);
  });
});
