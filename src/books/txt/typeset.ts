import { headingLine } from '../chapter-lines/index.js';
import { type BracketNote, noteFinder, notesIn } from './bracket-notes.js';
import { type Group, groupsOf } from './groups.js';
import { emphasised } from './inline.js';
import { breaksWords, joinLines, type Vocabulary, vocabularyOf } from './join-lines.js';
import { type Layout, layoutOf } from './layout.js';
import { areMeant } from './verse-lines.js';

const BULLET = /^\s*[-*•·]\s+(?=\S)/;
const CAPTION = /^\[Illustration:/i;
/** Blank lines beyond the usual ones that are a scene break between two paragraphs. */
const MORE_BLANKS = 2;
/** Characters from which a group is a paragraph, not a title or a line of a title page. */
const PARAGRAPH = 120;

interface Setting {
  readonly layout: Layout;
  readonly vocabulary: Vocabulary;
  readonly hyphenates: boolean;
}

/** The lines of a text as markup: paragraphs, verse, lists, notes, pictures. */
export function typeset(lines: readonly string[]): string {
  const layout = layoutOf(lines);
  const setting = { layout, vocabulary: vocabularyOf(lines), hyphenates: breaksWords(lines) };
  const groups = groupsOf(lines, layout);
  const notes = notesIn(groups);
  const find = noteFinder(notes);
  const starts = new Map(notes.map((note) => [note.from, note]));
  const usual = usualGap(groups);
  const pieces: string[] = [];
  for (let i = 0; i < groups.length; i++) {
    const note = starts.get(i);
    const inline = (text: string): string => emphasised(text, (label) => find(label, i));
    if (note !== undefined) {
      pieces.push(noteMarkup(note, groups, setting));
      i = note.to - 1;
    } else {
      if (isSceneBreak(groups, i, usual)) pieces.push('<hr/>');
      for (const piece of groupMarkup(groups[i], setting, inline)) pieces.push(piece);
    }
  }
  return pieces.join('\n');
}

function noteMarkup(note: BracketNote, groups: readonly Group[], setting: Setting): string {
  const paragraphs = groups
    .slice(note.from, note.to)
    .map(({ lines }) => `<p>${emphasised(joined(lines, setting))}</p>`);
  return `<aside epub:type="footnote" id="${note.id}">${paragraphs.join('')}</aside>`;
}

/** Blank lines that most groups have before them. */
function usualGap(groups: readonly Group[]): number {
  const counts = new Map<number, number>();
  for (const { blanksBefore } of groups) counts.set(blanksBefore, (counts.get(blanksBefore) ?? 0) + 1);
  return [...counts].reduce((most, each) => (each[1] > most[1] ? each : most), [1, 0])[0];
}

function isSceneBreak(groups: readonly Group[], at: number, usual: number): boolean {
  const [before, group] = [groups[at - 1], groups[at]];
  if (before === undefined || group === undefined || group.blanksBefore < usual + MORE_BLANKS) return false;
  return isParagraph(before) && isParagraph(group);
}

const isParagraph = ({ lines }: Group): boolean => lines.reduce((sum, line) => sum + line.length, 0) >= PARAGRAPH;

const joined = (lines: readonly string[], { vocabulary, hyphenates }: Setting): string =>
  joinLines(lines, vocabulary, hyphenates);

function groupMarkup(group: Group | undefined, setting: Setting, inline: (text: string) => string): string[] {
  if (group === undefined) return [];
  const { lines } = group;
  const caption = captionOf(lines);
  if (caption !== null) return [figure(joined(caption.split('\n'), setting), inline)];
  if (isListOfNames(lines)) return lines.map((line) => `<p>${inline(line.trim())}</p>`);
  if (lines.length > 1 && lines.filter((line) => BULLET.test(line)).length > 1 && BULLET.test(lines[0] ?? ''))
    return [list(lines, setting, inline)];
  if (!setting.layout.isWrapped && !areMeant(lines, setting.layout))
    return lines.map((line) => `<p>${inline(line.trim())}</p>`);
  if (areMeant(lines, setting.layout)) return [verse(lines, inline)];
  return [`<p>${inline(joined(lines, setting))}</p>`];
}

function captionOf(lines: readonly string[]): string | null {
  const text = lines.join('\n').trim();
  return CAPTION.test(text) ? text.replace(CAPTION, '').replace(/\]$/, '').trim() : null;
}

const figure = (text: string, inline: (text: string) => string): string =>
  `<figure><object>Illustration</object><figcaption>${inline(text)}</figcaption></figure>`;

/** A chapter's number with its title under it, or lines of contents: each line is something of its own. */
const isListOfNames = (lines: readonly string[]): boolean =>
  lines.length > 1 &&
  lines.length <= 200 &&
  headingLine(lines[0] ?? '') !== null &&
  lines.every((line) => line.length <= 90) &&
  (lines.length <= 3 || lines.filter((line) => headingLine(line) !== null).length * 2 > lines.length);

function list(lines: readonly string[], setting: Setting, inline: (text: string) => string): string {
  const items: string[][] = [];
  for (const line of lines) {
    if (BULLET.test(line)) items.push([line.replace(BULLET, '')]);
    else items.at(-1)?.push(line);
  }
  return `<ul>${items.map((item) => `<li>${inline(joined(item, setting))}</li>`).join('')}</ul>`;
}

/** Two lines are an address or a line and its answer; from three on they are verse. */
function verse(lines: readonly string[], inline: (text: string) => string): string {
  const text = lines.map((line) => inline(line.trim())).join('<br/>');
  return lines.length > 2 || /^\s{2}/.test(lines[0] ?? '')
    ? `<div class="verse"><p>${text}</p></div>`
    : `<p>${text}</p>`;
}
