/** Puts a book together in a process of its own, so that its memory is its own: `node audio-packager.mjs ORDER.json`. */
import { createReadStream, readFileSync } from 'node:fs';
import { assembleBook } from '../../dist/audio/index.js';

const { chapters, tags, coverPath, outPath } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
await assembleBook({
  chapters: chapters.map(({ title, samples, adts }) => ({ title, samples, adts: () => createReadStream(adts) })),
  tags,
  coverPath,
  outPath,
});
