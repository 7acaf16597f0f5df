import { headers, type MsgHdrs } from '@nats-io/transport-node';
import { isJsonObject, type JsonObject, parseJson } from '../../core/index.js';
import type { ClipFacts, ClipNotes, ClipWord } from '../ports/index.js';

/** The facts of a clip travel as headers, so that the message is the FLAC and nothing else. */
const DIGEST = 'E2a-Digest';
const SAMPLES = 'E2a-Samples';
const UTTERANCES = 'E2a-Utterances';
const WORDS = 'E2a-Words';
const NOTES = 'E2a-Notes';
/** Of the message's limit, for headers and the protocol; the server itself refuses headers above 64 KiB. */
export const HEADER_BYTES = 16 * 1024;
/** A segment's words take 0.4 kB, or 1 kB when each has one letter. What needs more than this goes without. */
const MOST_WORDS_BYTES = 8 * 1024;
const MOST_NOTES_BYTES = 4 * 1024;
const RADIX = 36;

export function headersOf(facts: ClipFacts): MsgHdrs {
  const hdrs = headers();
  hdrs.set(DIGEST, facts.digest);
  hdrs.set(SAMPLES, String(facts.samples));
  hdrs.set(UTTERANCES, facts.utterances.join(','));
  const words = facts.words === undefined ? '' : writeWords(facts.words);
  if (words !== '' && words.length <= MOST_WORDS_BYTES) hdrs.set(WORDS, words);
  const notes = facts.notes === undefined ? '' : asciiJson({ ...facts.notes });
  if (notes !== '' && notes.length <= MOST_NOTES_BYTES) hdrs.set(NOTES, notes);
  return hdrs;
}

/** Null for a message that is not a clip of ours. Words and notes that cannot be read are left out: the sound is as good. */
export function factsOf(hdrs: MsgHdrs): ClipFacts | null {
  const samples = Number(hdrs.get(SAMPLES) || 'none');
  const list = hdrs.get(UTTERANCES);
  const utterances = list === '' ? [] : list.split(',').map(Number);
  const isWhole = hdrs.has(DIGEST) && Number.isInteger(samples) && utterances.every(Number.isInteger);
  if (!isWhole) return null;
  const words = hdrs.has(WORDS) ? readWords(hdrs.get(WORDS), utterances.length, samples) : null;
  const notes = hdrs.has(NOTES) ? readNotes(hdrs.get(NOTES)) : null;
  return {
    digest: hdrs.get(DIGEST),
    samples,
    utterances,
    ...(words === null ? {} : { words }),
    ...(notes === null ? {} : { notes }),
  };
}

/** `gap.length,gap.length;-;…`: an utterance each, in base 36; a gap is what lies between a word and the one before it. */
function writeWords(words: NonNullable<ClipFacts['words']>): string {
  let at = 0;
  const number = (value: number): string => value.toString(RADIX);
  return words
    .map((marks) => {
      if (marks === null) return '-';
      const written = marks.map(({ from, to }) => {
        const gap = from - at;
        at = to;
        return `${number(gap)}.${number(to - from)}`;
      });
      return written.join(',');
    })
    .join(';');
}

function readWords(text: string, utterances: number, samples: number): NonNullable<ClipFacts['words']> | null {
  let at = 0;
  const read = text.split(';').map((list): readonly ClipWord[] | null => {
    if (list === '-') return null;
    const marks = list === '' ? [] : list.split(',');
    return marks.map((mark) => {
      const [gap = Number.NaN, length = Number.NaN] = mark.split('.').map((digits) => Number.parseInt(digits, RADIX));
      const from = at + gap;
      at = from + length;
      return { from, to: at };
    });
  });
  const isWhole = read.length === utterances && Number.isInteger(at) && at <= samples;
  return isWhole ? read : null;
}

/** Headers are read byte by byte: nothing beyond ASCII goes in. */
const asciiJson = (value: JsonObject): string =>
  JSON.stringify(value).replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

function readNotes(text: string): ClipNotes | null {
  const read = parseJson(text);
  if (!read.ok || !isJsonObject(read.value)) return null;
  const { retried, split, odd, skipped } = read.value;
  const counts = isJsonObject(skipped) ? Object.entries(skipped) : [];
  return {
    retried: numbersIn(retried),
    split: numbersIn(split),
    odd: numbersIn(odd),
    skipped: Object.fromEntries(counts.filter((entry): entry is [string, number] => typeof entry[1] === 'number')),
  };
}

const numbersIn = (value: unknown): readonly number[] =>
  Array.isArray(value) ? value.filter((item): item is number => typeof item === 'number') : [];
