import type { Book } from '../book.js';
import { decideLanguage } from '../language.js';
import type { Manuscript } from '../manuscript.js';
import type { ReadingChoice } from '../reading-choice.js';
import { chaptersOf } from './chapters.js';
import { dropByLandmark, dropBySpan, dropTitlePages, landmarkTypes } from './classify.js';
import { dropContentsPages } from './contents-pages.js';
import { Flow } from './flow.js';
import { dropLicence } from './licence.js';
import { madeContents } from './made-contents.js';
import { type Ledger, ledgersOf, leftOutOf } from './report.js';
import { spansOf } from './spans.js';

export interface Narration {
  readonly book: Book;
  readonly ledgers: readonly Ledger[];
}

/** From documents and contents to what a narrator reads, with everything left out named. Pure but for the language check. */
export async function narrate(source: Manuscript, choice: ReadingChoice): Promise<Narration> {
  const flow = new Flow(source, choice);
  dropLicence(flow);
  const manuscript = { ...source, contents: madeContents(flow, source) };
  dropBesideOrder(flow, manuscript);
  dropContentsPages(flow);
  dropByLandmark(flow, manuscript);
  const spans = spansOf(flow, manuscript);
  const types = landmarkTypes(flow, manuscript.landmarks);
  dropBySpan(flow, spans, types);
  dropTitlePages(flow, spans, manuscript.title);
  const texts = flow.items.filter((item) => item.fate === null).map(({ block }) => block.text);
  const { language, warnings } = await decideLanguage(manuscript.language, texts);
  const chapters = chaptersOf(flow, spans, { bookTitle: manuscript.title, language, types });
  const { documents: _, contents: __, landmarks: ___, ...facts } = manuscript;
  return {
    book: {
      ...facts,
      language,
      chapters,
      leftOut: leftOutOf(flow, manuscript),
      warnings: [...manuscript.warnings, ...warnings],
    },
    ledgers: ledgersOf(flow, manuscript),
  };
}

/** Documents beside the reading order are read only where the contents point at them. */
function dropBesideOrder(flow: Flow, manuscript: Manuscript): void {
  const told = new Set(manuscript.contents.map((entry) => entry.place?.document));
  for (const [index, document] of manuscript.documents.entries()) {
    if (!document.linear && !told.has(index)) {
      flow.drop(flow.start(index), flow.start(index + 1), 'non-linear', document.title || document.name);
    }
  }
}
