import { type Attributes, languageOf } from './attributes.js';
import { headingLevel, MACHINERY } from './elements.js';
import type { Context, Frame, Mark } from './frames.js';
import type { MarkedRun } from './markers.js';
import type { Meaning } from './semantics.js';
import { innerSection } from './vocabulary.js';

const RAISED: ReadonlySet<string> = new Set(['sup']);
const LISTS: ReadonlySet<string> = new Set(['li', 'dt', 'dd', 'td', 'th']);
/** A paragraph inside these never belongs to a heading that was left open. */
const ENDS_HEADING: ReadonlySet<string> = new Set(['p', 'ul', 'ol', 'dl', 'table', 'section', 'article', 'blockquote']);

/** What holds inside an element, from what holds outside of it and what it says itself. */
export function contextOf(name: string, attributes: Attributes, meaning: Meaning, outer: Frame): Context {
  const level = headingLevel(name);
  const isTitle = level > 0 || name === 'hgroup' || (meaning.title && (name === 'p' || name === 'div'));
  const inGroup = outer.name === 'hgroup';
  const kind = kindOf(name, outer, isTitle || inGroup);
  return {
    drop: outer.drop ?? meaning.drop,
    region: outer.region ?? meaning.region,
    inset: outer.inset ?? meaning.inset,
    note: outer.note,
    table: outer.table,
    list: outer.list,
    section: innerSection(outer.section, meaning.section),
    language: languageOf(attributes) ?? outer.language,
    kind,
    level: kind === 'heading' ? level || outer.level || 2 : 0,
    preformatted: outer.preformatted || name === 'pre' || name === 'xmp',
    code: outer.code || (outer.preformatted && name === 'code') || isCodeBlock(name, attributes),
    verse: outer.verse || meaning.verse,
    listed: outer.listed || LISTS.has(name),
    raised: outer.raised || RAISED.has(name),
    machinery: outer.machinery || MACHINERY.has(name),
  };
}

const isCodeBlock = (name: string, attributes: Attributes): boolean =>
  name === 'pre' && /\b(screen|programlisting|code|source|synopsis|listing|highlight)/.test(attributes['class'] ?? '');

function kindOf(name: string, outer: Frame, isTitle: boolean): Context['kind'] {
  if (isTitle) return 'heading';
  if (name === 'li' || name === 'dt' || name === 'dd') return 'list-item';
  if (name === 'blockquote') return 'quote';
  return outer.kind === 'heading' && ENDS_HEADING.has(name) ? 'paragraph' : outer.kind;
}

/** What is judged about an inline element when it closes. */
export function markOf(name: string, attributes: Attributes, meaning: Meaning): Mark | null {
  if (name === 'a') {
    const href = attributes['href'];
    if (href === undefined && !meaning.noteMark && !meaning.backLink) return null;
    return { type: 'link', href: href ?? '', noteMark: meaning.noteMark, backLink: meaning.backLink };
  }
  if (meaning.noteMark) return { type: 'link', href: '', noteMark: true, backLink: false };
  if (RAISED.has(name)) return { type: 'raised' };
  if (name === 'rt') return { type: 'reading' };
  return meaning.dropCap ? { type: 'drop-cap' } : null;
}

/** What an inline element says of its text, where that is not what is said all round it. */
export function runOf(attributes: Attributes, meaning: Meaning, outer: Frame): MarkedRun | null {
  if (meaning.run !== null) return { kind: meaning.run };
  const language = languageOf(attributes);
  return language === null || language === outer.language ? null : { kind: 'language', language };
}
