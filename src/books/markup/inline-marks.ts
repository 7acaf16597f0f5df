import { primaryLanguage } from '../language.js';
import type { BlockBuilder } from './block-builder.js';
import { collapseSpaces, DROPPED_MARK } from './characters.js';
import type { Frame } from './frames.js';
import { onlyMarkers, withoutMarkers } from './markers.js';
import { isBackLink, isExponent, isRaisedNoteMark, looksLikeNoteMark, noteLabel, superscript } from './notes.js';

const OUTSIDE_LINK = /^[a-z][a-z0-9+.-]*:/i;
const IDEOGRAPH = /\p{Script=Han}/u;
/** A number that may be the note's own at the start of a note: kept, but known. */
const MAY_BE_OWN_NUMBER = /^\s*(?:\d{1,4}|[*†‡§¶])\s*[.:)]?\s*$/u;

/** Judges an inline element when it closes: keeps its text, takes it out, or changes it. */
export function closeMark(frame: Frame, builder: BlockBuilder): void {
  const { mark } = frame;
  if (mark === null || frame.drop !== null || frame.machinery) return;
  const inside = builder.text.since(frame.block, frame.parts);
  if (inside === null) return;
  if (mark.type === 'link') closeLink(frame, mark, inside, builder);
  if (mark.type === 'raised') closeRaised(frame, inside, builder);
  if (mark.type === 'drop-cap') closeDropCap(frame, inside, builder);
}

function closeDropCap(frame: Frame, inside: string, builder: BlockBuilder): void {
  builder.text.cut(frame.parts);
  builder.dropCap(collapseSpaces(inside));
}

function closeLink(
  frame: Frame,
  mark: Extract<Frame['mark'], { type: 'link' }>,
  inside: string,
  builder: BlockBuilder,
): void {
  const text = withoutMarkers(inside).replaceAll(DROPPED_MARK, '');
  if (text.trim() === '') {
    linkMarks(mark.href, inside, builder);
    return;
  }
  const follows = builder.text.before(frame.parts) !== '';
  const link = {
    href: mark.href,
    text,
    follows,
    inHeading: frame.kind === 'heading',
    inList: frame.listed,
    raised: frame.raised,
  };
  if (mark.backLink || isBackLink(link)) takeOut('back-link', frame, { href: mark.href, text }, inside, builder);
  else if (mark.noteMark || looksLikeNoteMark(link))
    takeOut('note-mark', frame, { href: mark.href, text }, inside, builder);
  else if (mark.href !== '' && !OUTSIDE_LINK.test(mark.href)) {
    builder.text.linkedCharacters += inside.length;
    if (!follows) builder.text.linkFirst = true;
    if (!follows && MAY_BE_OWN_NUMBER.test(text)) keepOwnNumber(frame, mark.href, inside, builder);
  }
}

/** A link round a mark that was raised and is out already: `<a href="#n1"><sup>1</sup></a>`. */
function linkMarks(href: string, inside: string, builder: BlockBuilder): void {
  for (const marker of builder.text.markersIn(inside)) {
    if (marker.type === 'note' && marker.href === '') marker.href = href;
  }
}

function takeOut(
  why: 'back-link' | 'note-mark',
  frame: Frame,
  link: { readonly href: string; readonly text: string },
  inside: string,
  builder: BlockBuilder,
): void {
  builder.drops.add(why, link.text);
  builder.text.cut(frame.parts);
  const kind = why === 'back-link' ? 'back' : 'mark';
  const sign = builder.text.signFor({ type: 'note', kind, href: link.href, label: noteLabel(link.text), kept: 0 });
  builder.text.add(DROPPED_MARK + sign + onlyMarkers(inside));
}

function keepOwnNumber(frame: Frame, href: string, inside: string, builder: BlockBuilder): void {
  const text = collapseSpaces(withoutMarkers(inside));
  builder.text.cut(frame.parts);
  builder.text.mark({ type: 'note', kind: 'mark', href, label: noteLabel(text), kept: text.length });
  builder.text.add(inside);
}

function closeRaised(frame: Frame, inside: string, builder: BlockBuilder): void {
  const text = withoutMarkers(inside).replaceAll(DROPPED_MARK, '');
  if (text.trim() === '' && !inside.includes(DROPPED_MARK)) return;
  const before = builder.text.endBefore(frame.parts).trimEnd();
  if (isExponent(text, before)) {
    builder.text.cut(frame.parts);
    builder.text.add(superscript(text.trim()) + onlyMarkers(inside));
  } else if (isRaisedNoteMark(inside, before.slice(-1))) {
    const known = inside.includes(DROPPED_MARK);
    if (!known) builder.drops.add('note-mark', text);
    builder.text.cut(frame.parts);
    const own: string = known
      ? ''
      : builder.text.signFor({ type: 'note', kind: 'mark', href: '', label: noteLabel(text), kept: 0 });
    builder.text.add(DROPPED_MARK + own + onlyMarkers(inside));
  }
}

/** `rt` closed: in Japanese the reading takes the place of the characters it explains, elsewhere it goes. */
export function closeReading(frame: Frame, base: { block: number; parts: number }, builder: BlockBuilder): void {
  const reading = builder.text.since(frame.block, frame.parts);
  const both = builder.text.since(base.block, base.parts);
  if (reading === null || both === null || frame.drop !== null) return;
  const explained = both.slice(0, both.length - reading.length);
  const isJapanese = primaryLanguage(frame.language ?? '') === 'ja';
  if (isJapanese && reading.trim() !== '' && (IDEOGRAPH.test(explained) || withoutMarkers(explained).trim() === '')) {
    builder.text.cut(base.parts);
    builder.text.add(reading + onlyMarkers(explained));
    builder.drops.add('ruby', withoutMarkers(explained));
  } else {
    builder.text.cut(frame.parts);
    builder.drops.add('ruby', withoutMarkers(reading));
  }
}
