/**
 * A packager as a process of its own, to be killed: `node packager.mjs ORDER.json`. Its second chapter never ends; once
 * ffmpeg has been given the beginning of it, it says so on stdout.
 */
import { createReadStream, readFileSync, writeSync } from 'node:fs';
import { assembleBook } from '../../../dist/audio/index.js';

const { chapters, tags, outPath } = JSON.parse(readFileSync(process.argv[2], 'utf8'));

/** @param {string} path */
async function* endless(path) {
  yield readFileSync(path).subarray(0, 5_000);
  writeSync(1, 'stalled\n');
  // Keeps the process alive: a promise alone would not.
  await new Promise((done) => process.stdin.once('end', done).resume());
}

await assembleBook({
  chapters: chapters.map(({ title, samples, adts }, i) => ({
    title,
    samples,
    adts: () => (i === 1 ? endless(adts) : createReadStream(adts)),
  })),
  tags,
  outPath,
});
