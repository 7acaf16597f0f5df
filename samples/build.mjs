import { readdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32 } from 'node:zlib';
import { coverPng } from './cover.mjs';

// Run by hand after a change: `node samples/build.mjs`; with `--cover` it also draws the cover anew.
// Files are stored, not deflated: packed bytes differ from one zlib to the next, and a test compares them.

const HERE = fileURLToPath(new URL('.', import.meta.url));
const SOURCE = join(HERE, 'the-lighthouse-clock');
const COVER = join(SOURCE, 'OEBPS', 'cover.png');
export const SAMPLE = join(HERE, 'the-lighthouse-clock.epub');

/** 1 January 2026, 00:00, as a zip writes it. */
const ZIP_DATE = ((2026 - 1980) << 9) | (1 << 5) | 1;
/** Version 2.0 of the format: folders and plain files. */
const ZIP_VERSION = 20;
const UTF8_NAMES = 0x0800;

/** The sample book as an EPUB file; the same bytes every time. */
export function buildSample() {
  const names = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
    .filter((name) => !basename(name).startsWith('.') && statSync(join(SOURCE, name)).isFile())
    .map((name) => name.replaceAll('\\', '/'))
    .sort();
  const ordered = ['mimetype', ...names.filter((name) => name !== 'mimetype')];
  return zipOf(ordered.map((name) => ({ name, bytes: readFileSync(join(SOURCE, name)) })));
}

/** @param {{ name: string, bytes: Buffer }[]} files */
function zipOf(files) {
  const bodies = [];
  const directory = [];
  let at = 0;
  for (const { name, bytes } of files) {
    const facts = factsOf(name, bytes);
    const local = Buffer.concat([signature(0x04034b50), facts, Buffer.from(name), bytes]);
    const entry = Buffer.concat([
      signature(0x02014b50),
      short(ZIP_VERSION),
      facts,
      Buffer.alloc(14),
      Buffer.from(name),
    ]);
    entry.writeUInt32LE(at, 42);
    bodies.push(local);
    directory.push(entry);
    at += local.length;
  }
  const entries = Buffer.concat(directory);
  return Buffer.concat([...bodies, entries, endRecord(files.length, entries.length, at)]);
}

/** What a local header and its directory entry have in common: 26 bytes. @param {string} name @param {Buffer} bytes */
function factsOf(name, bytes) {
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(ZIP_VERSION, 0);
  facts.writeUInt16LE(UTF8_NAMES, 2);
  facts.writeUInt16LE(ZIP_DATE, 8);
  facts.writeUInt32LE(crc32(bytes), 10);
  facts.writeUInt32LE(bytes.length, 14);
  facts.writeUInt32LE(bytes.length, 18);
  facts.writeUInt16LE(Buffer.byteLength(name), 22);
  return facts;
}

/** @param {number} count @param {number} bytes @param {number} start */
function endRecord(count, bytes, start) {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(bytes, 12);
  end.writeUInt32LE(start, 16);
  return end;
}

/** @param {number} value */
function signature(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** @param {number} value */
function short(value) {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--cover')) writeFileSync(COVER, coverPng());
  writeFileSync(SAMPLE, buildSample());
  process.stderr.write(`${SAMPLE}\n`);
}
