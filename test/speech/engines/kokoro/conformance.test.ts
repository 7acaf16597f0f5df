import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { tinyKokoro, tinyStyle } from '../../../support/tiny-kokoro.js';
import { describeEngine } from '../conformance.js';

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

/** With a model of a thousand bytes, put there as a user puts one. */
async function place() {
  const voicesFolder = await mkdtemp(join(tmpdir(), 'e2a-kokoro-voices-'));
  folders.push(voicesFolder);
  await mkdir(join(voicesFolder, 'tiny'));
  await writeFile(join(voicesFolder, 'tiny', 'model.onnx'), tinyKokoro({ noise: 'uniform' }));
  await writeFile(join(voicesFolder, 'tiny', 'af_tiny.bin'), tinyStyle());
  return { voicesFolder };
}

describeEngine({ engine: 'kokoro', voice: 'tiny', place });
