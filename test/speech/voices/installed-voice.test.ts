import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CODES } from '../../../src/core/index.js';
import { installedVoice, listVoices } from '../../../src/speech/index.js';
import { parseVoiceConfig } from '../../../src/speech/voices/index.js';
import { unknownVoice } from '../../../src/speech/voices/installed-voice.js';
import { CONFIG, FILES, MODEL, SMALL, smallCatalogue } from './small-voice.js';

const catalogue = smallCatalogue('https://hub.test/');
const here = { folder: '' };
beforeEach(async () => {
  here.folder = await mkdtemp(join(tmpdir(), 'e2a-voices-'));
});
afterEach(() => rm(here.folder, { recursive: true, force: true }));

async function put(place: string, files: Readonly<Record<string, Buffer>>): Promise<void> {
  await mkdir(place, { recursive: true });
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(place, name), bytes);
}

describe('a voice of the catalogue', () => {
  it('is found in its own folder, and in the open', async () => {
    await put(here.folder, FILES);
    expect((await installedVoice(SMALL, here.folder, catalogue)).files['model']).toBe(
      join(here.folder, `${SMALL}.onnx`),
    );
    await put(join(here.folder, SMALL), FILES);
    expect((await installedVoice(SMALL, here.folder, catalogue)).files['model']).toBe(
      join(here.folder, SMALL, `${SMALL}.onnx`),
    );
  });

  it('that is missing or damaged is named with the command that brings it', async () => {
    await expect(installedVoice(SMALL, here.folder, catalogue)).rejects.toMatchObject({
      exitCode: 7,
      failure: { code: CODES.voiceMissing, fix: `e2a voices pull ${SMALL}` },
    });
    await put(here.folder, { ...FILES, [`${SMALL}.onnx`]: MODEL.subarray(1) });
    await expect(installedVoice(SMALL, here.folder, catalogue)).rejects.toMatchObject({
      exitCode: 7,
      failure: { code: CODES.voiceDamaged, why: expect.stringContaining(`${SMALL}.onnx`) },
    });
  });

  it('that does not exist is not looked for outside the folder', async () => {
    await put(here.folder, { 'x.onnx': MODEL, 'x.onnx.json': CONFIG });
    await expect(installedVoice('../x', join(here.folder, 'inner'), catalogue)).rejects.toMatchObject({
      exitCode: 5,
      failure: { code: CODES.voiceUnknown },
    });
  });
});

describe('a voice that nobody knows', () => {
  const known = ['hibari-heart', 'kokoro-af_heart', 'fr_FR-siwis-medium'].map((name) => ({
    name,
    language: name.startsWith('fr') ? 'fr-fr' : 'en-us',
  }));

  it.each([
    ['hibari-hart', 'Did you mean hibari-heart?'],
    ['heart', 'Did you mean one of these: hibari-heart, kokoro-af_heart?'],
    ['fr_FR-somebody-low', 'Of that language there are fr_FR-siwis-medium.'],
    ['somebody', 'None of the 3 known ones is called like that.'],
  ])('%s: what was meant is asked, not told as if nothing else were there', (name, why) => {
    expect(unknownVoice(name, known)).toMatchObject({ exitCode: 5, failure: { code: CODES.voiceUnknown, why } });
  });
});

describe('a voice of the user’s own', () => {
  it('needs a model and its description, and brings its licence along', async () => {
    await put(join(here.folder, 'mine'), { 'mine.onnx': MODEL, 'mine.onnx.json': CONFIG });
    expect(await installedVoice('mine', here.folder, catalogue)).toMatchObject({
      engine: 'piper',
      language: 'xx-xx',
      licence: expect.stringContaining('does not know its licence'),
    });
    await put(join(here.folder, 'mine'), { MODEL_CARD: Buffer.from('My own voice.\n') });
    expect((await installedVoice('mine', here.folder, catalogue)).licence).toBe('My own voice.');
  });

  it('stands in the list; a seeded copy does not', async () => {
    await put(here.folder, { 'mine.onnx': MODEL, 'mine.onnx.json': CONFIG, 'mine.58afce03.patched-v1.onnx': MODEL });
    await put(here.folder, { 'lonely.onnx': MODEL });
    const listed = await listVoices(here.folder, catalogue);
    expect(listed.map(({ name, installed, own }) => [name, installed, own])).toEqual([
      [SMALL, false, false],
      ['mine', true, true],
    ]);
    expect(await listVoices(join(here.folder, 'nowhere'), catalogue)).toHaveLength(1);
  });
});

describe('a Kokoro voice of the user’s own', () => {
  it('is a model and one style, whose first letter is its language', async () => {
    await put(join(here.folder, 'ours'), { 'model.onnx': MODEL, 'bf_ours.bin': CONFIG });
    expect(await installedVoice('ours', here.folder, catalogue)).toMatchObject({
      engine: 'kokoro',
      language: 'en-gb',
      sampleRate: 24_000,
      files: { model: join(here.folder, 'ours', 'model.onnx'), style: join(here.folder, 'ours', 'bf_ours.bin') },
    });
    const listed = await listVoices(here.folder, catalogue);
    expect(listed.find(({ name }) => name === 'ours')).toMatchObject({
      engine: 'kokoro',
      language: 'en-gb',
      own: true,
    });
  });

  it('is none with two styles, or without a model', async () => {
    await put(join(here.folder, 'two'), { 'model.onnx': MODEL, 'af_a.bin': CONFIG, 'af_b.bin': CONFIG });
    await put(join(here.folder, 'bare'), { 'af_a.bin': CONFIG });
    const unknown = { failure: { code: CODES.voiceUnknown } };
    await expect(installedVoice('two', here.folder, catalogue)).rejects.toMatchObject(unknown);
    await expect(installedVoice('bare', here.folder, catalogue)).rejects.toMatchObject(unknown);
  });
});

describe('the description of a voice', () => {
  const parse = (text: string) => parseVoiceConfig(text, 'voice.onnx.json');

  it('gets what it does not say from Piper’s makers', () => {
    expect(parse(CONFIG.toString())).toMatchObject({
      espeakVoice: 'en-us',
      phonemeType: 'espeak',
      noiseScale: 0.667,
      lengthScale: 1,
      noiseWidth: 0.8,
      hopSamples: 256,
      speakers: 1,
    });
  });

  it.each([
    ['{}', /phoneme_id_map/],
    ['<html>', /JSON/],
    ['{"audio":{"sample_rate":22050},"phoneme_id_map":{},"phoneme_type":"pinyin"}', /"pinyin"/],
  ])('%s is refused with the reason', (text, why) => {
    expect(() => parse(text)).toThrow(
      expect.objectContaining({ exitCode: 7, failure: expect.objectContaining({ why: expect.stringMatching(why) }) }),
    );
  });
});
