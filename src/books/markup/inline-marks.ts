import type { BlockBuilder } from './block-builder.js';
import { collapseSpaces, DROPPED_MARK } from './characters.js';
import type { Frame } from './frames.js';
import { isBackLink, isRaisedNoteMark, looksLikeNoteMark, superscript } from './notes.js';

const OUTSIDE_LINK = /^[a-z][a-z0-9+.-]*:/i;
const IDEOGRAPH = /\p{Script=Han}/u;

/** Judges an inline element when it closes: keeps its text, takes it out, or changes it. */
export function closeMark(frame: Frame, builder: BlockBuilder): void {
  const { mark } = frame;
  if (mark === null || frame.drop !== null || frame.machinery) return;
  const inside = builder.text.since(frame.block, frame.parts);
  if (inside === null) return;
  if (mark.type === 'link') closeLink(frame, mark, inside, builder);
  if (mark.type === 'raised') closeRaised(frame, inside, builder);
  if (mark.type === 'drop-cap') {
    builder.text.cut(frame.parts);
    builder.text.add(collapseSpaces(inside));
  }
}

function closeLink(
  frame: Frame,
  mark: Extract<Frame['mark'], { type: 'link' }>,
  inside: string,
  builder: BlockBuilder,
): void {
  const follows = builder.text.before(frame.parts) !== '';
  const link = {
    href: mark.href,
    text: inside,
    follows,
    inHeading: frame.kind === 'heading',
    inList: frame.listed,
    raised: frame.raised,
  };
  if (mark.backLink || isBackLink(link)) takeOut('back-link', frame, inside, builder);
  else if (mark.noteMark || looksLikeNoteMark(link)) takeOut('note-mark', frame, inside, builder);
  else if (mark.href !== '' && !OUTSIDE_LINK.test(mark.href)) {
    builder.text.linkedCharacters += inside.length;
    if (!follows) builder.text.linkFirst = true;
  }
}

function takeOut(why: 'back-link' | 'note-mark', frame: Frame, inside: string, builder: BlockBuilder): void {
  const text = inside.replaceAll(DROPPED_MARK, '');
  if (text.trim() === '') return;
  builder.drops.add(why, text);
  builder.text.cut(frame.parts);
  builder.text.add(DROPPED_MARK);
}

function closeRaised(frame: Frame, inside: string, builder: BlockBuilder): void {
  if (inside.trim() === '') return;
  const before = builder.text.before(frame.parts);
  if (isRaisedNoteMark(inside, before)) {
    const text = inside.replaceAll(DROPPED_MARK, '');
    if (!inside.includes(DROPPED_MARK)) builder.drops.add('note-mark', text);
    builder.text.cut(frame.parts);
    builder.text.add(DROPPED_MARK);
  } else if (/\d$/.test(before) && /^\s*\d+\s*$/.test(inside)) {
    builder.text.cut(frame.parts);
    builder.text.add(superscript(inside.trim()));
  }
}

/** `rt` closed: in Japanese the reading takes the place of the characters it explains, elsewhere it goes. */
export function closeReading(frame: Frame, base: { block: number; parts: number }, builder: BlockBuilder): void {
  const reading = builder.text.since(frame.block, frame.parts);
  const both = builder.text.since(base.block, base.parts);
  if (reading === null || both === null || frame.drop !== null) return;
  const explained = both.slice(0, both.length - reading.length);
  const isJapanese = frame.language?.startsWith('ja') ?? false;
  if (isJapanese && reading.trim() !== '' && (IDEOGRAPH.test(explained) || explained.trim() === '')) {
    builder.text.cut(base.parts);
    builder.text.add(reading);
    builder.drops.add('ruby', explained);
  } else {
    builder.text.cut(frame.parts);
    builder.drops.add('ruby', reading);
  }
}
