import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  isRead,
  NARRATORS_CHOICE,
  NOTE_PLACES,
  notePlaceOf,
  PARTS,
  type ReadingChoice,
} from '../books/reading-choice.js';
import { err, isJsonObject, ok, parseJson, type Result } from '../core/index.js';
import type { LexiconEntry } from '../speech/lexicon/index.js';
import { isUsualPace, PAUSE_NAMES, paceFault, settledPace, USUAL_PACE } from './pace.js';
import type { StoredReading } from './plan.js';
import type { ChapterEdit, Reading } from './reading.js';
import { passageEditSchema } from './passage-edit.js';

/** A reading as it is put into the books bucket. */
export interface EncodedReading extends StoredReading {
  readonly bytes: Uint8Array;
}

const readingSchema = z.strictObject({
  choice: z.object({
    include: z.array(z.enum(PARTS)),
    exclude: z.array(z.enum(PARTS)),
    notes: z.enum(NOTE_PLACES),
  }),
  edits: z.array(
    z.object({
      n: z.number(),
      ownTitle: z.string(),
      read: z.boolean(),
      title: z.string().nullable(),
      passages: z.array(passageEditSchema).nullable(),
    }),
  ),
  lexicon: z.array(
    z.object({
      word: z.string(),
      said: z.discriminatedUnion('type', [
        z.object({ type: z.literal('words'), text: z.string() }),
        z.object({ type: z.literal('ipa'), ipa: z.string() }),
      ]),
      language: z.string().nullable(),
    }),
  ),
});

/** A reading with a pace lies one level deeper: an e2a that knows no pace would drop it without a word, this it refuses. */
const PACED = 2;

const pacedSchema = z
  .strictObject({
    v: z.literal(PACED),
    pace: z.strictObject({ speed: z.number(), pauses: z.partialRecord(z.enum(PAUSE_NAMES), z.number()) }),
    reading: readingSchema,
  })
  .superRefine(({ pace }, context) => {
    const fault = paceFault(pace);
    if (fault !== null) context.addIssue({ code: 'custom', message: fault, path: ['pace'] });
  })
  .transform(({ pace, reading }) => ({ ...reading, pace }));

/** Null for a reading that changes nothing; two that come to the same have the same bytes. */
export function encodeReading(reading: Reading): EncodedReading | null {
  const choice = settled(reading.choice);
  const edits = reading.edits
    .filter(changesSomething)
    .map(editInOrder)
    .sort((a, b) => a.n - b.n);
  const lexicon = reading.lexicon.map(entryInOrder);
  const pace = settledPace(reading.pace ?? USUAL_PACE);
  const isPlain = [...choice.include, ...choice.exclude, ...edits, ...lexicon].length === 0 && choice.notes === 'skip';
  if (isPlain && isUsualPace(pace)) return null;
  const unpaced = { choice, edits, lexicon };
  const bytes = Buffer.from(JSON.stringify(isUsualPace(pace) ? unpaced : { v: PACED, pace, reading: unpaced }));
  const digest = createHash('sha256').update(bytes).digest('hex');
  return { object: `reading-${digest}.json`, digest, bytes };
}

/** The error says which fields are wrong. */
export function decodeReading(bytes: Uint8Array): Result<Reading> {
  const json = parseJson(Buffer.from(bytes).toString('utf8'));
  if (!json.ok) return json;
  const schema = isJsonObject(json.value) && 'v' in json.value ? pacedSchema : readingSchema;
  const parsed: z.ZodSafeParseResult<Reading> = schema.safeParse(json.value);
  return parsed.success ? ok(parsed.data) : err(z.prettifyError(parsed.error));
}

/** The same wishes in one form: only what differs from a narrator's choice, in the order of the list of parts. */
function settled(choice: ReadingChoice): ReadingChoice {
  const differing = PARTS.filter((part) => part !== 'notes' && isRead(part, choice) !== isRead(part, NARRATORS_CHOICE));
  return {
    include: differing.filter((part) => isRead(part, choice)),
    exclude: differing.filter((part) => !isRead(part, choice)),
    notes: notePlaceOf(choice),
  };
}

const changesSomething = ({ read, title, passages }: ChapterEdit): boolean =>
  !read || title !== null || passages !== null;

/** Keys in one order, whoever made the object. */
const editInOrder = ({ n, ownTitle, read, title, passages }: ChapterEdit): ChapterEdit => ({
  n,
  ownTitle,
  read,
  title,
  passages: passages?.map(({ kind, text, language, endsStanza }) => ({ kind, text, language, endsStanza })) ?? null,
});

const entryInOrder = ({ word, said, language }: LexiconEntry): LexiconEntry => ({
  word,
  said: said.type === 'words' ? { type: 'words', text: said.text } : { type: 'ipa', ipa: said.ipa },
  language,
});
