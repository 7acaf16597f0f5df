/** Puts a book together in a process of its own, so that its memory is its own: `node audio-packager.mjs ORDER.json`. */
import { createReadStream, readFileSync } from 'node:fs';
import { assembleBook, encodeBook } from '../../dist/audio/index.js';

const { format, chapters, tags, gainDb, coverPath, outPath } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const common = { tags, coverPath, outPath };
if (format === undefined) {
  await assembleBook({
    ...common,
    chapters: chapters.map(({ title, samples, adts }) => ({ title, samples, adts: () => createReadStream(adts) })),
  });
} else {
  await encodeBook({
    ...common,
    format,
    gainDb,
    chapters: chapters.map(({ title, samples, flac }) => ({ title, samples, flac: () => createReadStream(flac) })),
  });
}
