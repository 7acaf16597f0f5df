import type { Book } from '../book.js';
import { markForeign } from '../foreign-text.js';
import { decideLanguage, primaryLanguage } from '../language.js';
import type { Manuscript } from '../manuscript.js';
import { isRead, notePlaceOf, type ReadingChoice } from '../reading-choice.js';
import { dropBoilerplate } from './boilerplate.js';
import { chaptersOf } from './chapters.js';
import { dropByLandmark, dropBySpan, dropTitlePages, landmarkTypes } from './classify.js';
import { dropContentsPages } from './contents-pages.js';
import { shapedContents } from './contents-shape.js';
import { Flow } from './flow.js';
import { gatherSections } from './gather.js';
import { kindsOf } from './kinds.js';
import { dropLicence } from './licence.js';
import { splitLong } from './long-chapters.js';
import { madeContents, withFoundHeadings } from './made-contents.js';
import { dropNotes, findNotes } from './notes.js';
import { placeNotes } from './notes-place.js';
import { dropRepeats } from './repeats.js';
import { type Ledger, ledgersOf, leftOutOf } from './report.js';
import { spansOf } from './spans.js';
import { withoutLost } from './targets.js';
import { warningsOf } from './warnings.js';

export interface Narration {
  readonly book: Book;
  readonly ledgers: readonly Ledger[];
}

/** From documents and contents to what a narrator reads, with everything left out named. Pure but for the language check. */
export async function narrate(given: Manuscript, choice: ReadingChoice): Promise<Narration> {
  const source = withFoundHeadings(given);
  const flow = new Flow(source, choice);
  if (!isRead('licence', choice)) dropLicence(flow);
  const notes = findNotes(flow, source.documents);
  const notePlace = notePlaceOf(choice);
  if (notePlace === 'skip') dropNotes(flow, notes);
  const made = madeContents(flow, source);
  const listed = shapedContents(made.entries);
  const manuscript = { ...source, contents: withoutLost(flow, listed) };
  dropBesideOrder(flow, manuscript);
  if (!isRead('contents', choice)) dropContentsPages(flow);
  dropByLandmark(flow, manuscript);
  const repeated = dropRepeats(flow);
  const spans = spansOf(flow, manuscript);
  const types = landmarkTypes(flow, manuscript.landmarks);
  dropBySpan(flow, spans, types);
  dropBoilerplate(flow, source);
  dropTitlePages(flow, spans, manuscript.title);
  const gathered = gatherSections(flow, spans, manuscript.contents, manuscript.title);
  const kinds = kindsOf(flow, gathered, { bookTitle: manuscript.title, types, spans });
  const texts = flow.items.filter((item) => item.fate === null).map(({ block }) => block.text);
  const { language, warnings } = await decideLanguage(manuscript.language, texts);
  const overruled = isOther(manuscript.language, language) ? manuscript.language : null;
  const setting = { bookTitle: manuscript.title, language, overruled, contents: manuscript.contents, kinds };
  const told =
    notePlace === 'skip'
      ? { items: flow.items, spans: gathered }
      : placeNotes(flow, notes, gathered, { place: notePlace, language });
  const whole = chaptersOf(told, told.spans, setting);
  const chapters = await markForeign(made.from === 'files' ? splitLong(whole, setting) : whole, language);
  const { documents: _, contents: __, landmarks: ___, ...facts } = manuscript;
  return {
    book: {
      ...facts,
      language,
      chapters,
      leftOut: leftOutOf(told, manuscript),
      warnings: [...manuscript.warnings, ...warnings, ...warningsOf(flow, source, listed, repeated)],
    },
    ledgers: ledgersOf(told, manuscript),
  };
}

const isOther = (declared: string | null, read: string): boolean =>
  declared !== null && primaryLanguage(declared) !== primaryLanguage(read);

/** Documents beside the reading order are read only where the contents point at them. */
function dropBesideOrder(flow: Flow, manuscript: Manuscript): void {
  const told = new Set(manuscript.contents.map((entry) => entry.place?.document));
  for (const [index, document] of manuscript.documents.entries()) {
    if (!document.linear && !told.has(index)) {
      flow.drop(flow.start(index), flow.start(index + 1), 'non-linear', document.title || document.name);
    }
  }
}
