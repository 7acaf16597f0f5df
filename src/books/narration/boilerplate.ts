import type { Manuscript } from '../manuscript.js';
import { spoken } from './classify.js';
import type { Flow, FlowItem } from './flow.js';
import { rankOf } from './ranks.js';
import { reasonUnder } from './wishes.js';

/** Share of the book, from either end, where pages of publishers and distributors stand. */
const ENDS = 0.15;
/** Letters; what is longer is a text about books, not a page of a publisher. */
const MAX_LETTERS = 6_000;
/** Characters; a longer paragraph is prose about rights, not the small print itself. */
const MAX_LINE = 900;
/** A page speaks of rights in so many different ways before it is a copyright page. */
const MIN_SIGNS = 2;

const COPYRIGHT_SIGNS: readonly RegExp[] = [
  /©|\(c\) ?(19|20)\d\d|\bcopyright\b|droits d.auteur/i,
  /all rights reserved|alle rechte vorbehalten|tous droits (de \S+ )?r[eé]serv[eé]s|todos los derechos reservados|tutti i diritti riservati/i,
  /\be?-?ISBN(-1[03])?\b/i,
  /library of congress|catalogu?ing[- ]in[- ]publication|d[eé]p[oô]t l[eé]gal|deutschen? nationalbibliothek|dep[oó]sito legal/i,
  /\b(first|originally) published\b|\bpublished by\b|\bprinted (and bound )?(in|by)\b|\bfirst edition\b|\bimprim[eé] en\b|\bgedruckt in\b/i,
  /no part of this (book|publication)|without (the )?(prior )?(written )?permission/i,
];

/** Whoever passes a book on and says so in a page of his own. */
const DISTRIBUTORS =
  /\bfeedbooks(\.com)?\b|\bmanybooks\.net\b|\bstandardebooks\.org\b|\bebooksgratuits\b|\bwikisource\b|\bpressbooks\.com\b|\bgutenberg\.org\b|\blibrivox\.org\b/i;
const ADDRESS = /\bhttps?:\/\/|\bwww\.|\.(com|org|net|fr)\b/i;

const TRANSCRIBER = /^[[(*\s]*transcriber.?s.? notes?\b/i;

/** Leaves out pages that nothing marks, but that plainly speak of rights, of shops and of how the file was made. */
export function dropBoilerplate(flow: Flow, { documents, contents }: Manuscript): void {
  const labels = new Map(contents.map(({ label, place }) => [place?.document, label]));
  let before = 0;
  for (const index of documents.keys()) {
    const [from, to] = [flow.start(index), flow.start(index + 1)];
    const letters = flow.letters(from, to);
    const isAtEnd = before <= flow.total * ENDS || before >= flow.total * (1 - ENDS);
    if (isAtEnd && letters > 0 && letters <= MAX_LETTERS) dropPage(flow, from, to, labels.get(index) ?? null);
    before += letters;
  }
  dropTranscribersNotes(flow);
}

/** @param label from the contents, which know a page of the publisher's by another name or not at all */
function dropPage(flow: Flow, from: number, to: number, label: string | null): void {
  const items = spoken(flow.items.slice(from, to));
  const first = items[0]?.block;
  const heading = first?.kind === 'heading' ? first.text : null;
  if (first?.section === 'chapter' || rankOf(label ?? heading ?? '') !== null) return;
  const text = items.map(({ block }) => block.text).join('\n');
  const isRights =
    label === null && isSmallPrint(items) && COPYRIGHT_SIGNS.filter((s) => s.test(text)).length >= MIN_SIGNS;
  const why = isDistributed(text) ? 'licence' : isRights ? 'copyright' : null;
  if (reasonUnder(flow.choice, why) !== null && why !== null) flow.drop(from, to, why, label ?? heading);
}

const isSmallPrint = (items: readonly FlowItem[]): boolean => items.every(({ block }) => block.text.length <= MAX_LINE);

const isDistributed = (text: string): boolean => DISTRIBUTORS.test(text) && ADDRESS.test(text);

/** A line or box of whoever typed the book in; under a heading of that name everything up to the next. */
function dropTranscribersNotes(flow: Flow): void {
  if (reasonUnder(flow.choice, 'licence') === null) return;
  for (const [index, item] of flow.items.entries()) {
    const { block, document } = item;
    if (!TRANSCRIBER.test(block.text)) continue;
    let to = index + 1;
    if (block.kind === 'heading') {
      while (flow.items[to]?.document === document && flow.items[to]?.block.kind !== 'heading') to++;
    }
    // The book's own notes are another thing, whatever the markup calls this one.
    if (item.fate === 'note') item.fate = 'licence';
    if (flow.letters(index, to) <= MAX_LETTERS) flow.drop(index, to, 'licence', 'Transcriber’s note');
  }
}
