import type { DropReason } from '../book.js';
import type { Section } from '../manuscript.js';
import { type Attributes, words } from './attributes.js';
import { BLOCK_ELEMENTS } from './elements.js';
import type { MarkedRun } from './markers.js';
import { dropReasonOf, sectionOf } from './vocabulary.js';

/** What an element says about the text inside it. */
export interface Meaning {
  /** Its text is taken out, for this reason. */
  readonly drop: DropReason | null;
  /** Its blocks are told, but not narrated, for this reason. */
  readonly region: DropReason | null;
  /** What it is that a listener may want or not. */
  readonly inset: DropReason | null;
  /** It is one note, not a list of them. */
  readonly isNote: boolean;
  readonly section: Section | null;
  /** What its text inside a block is. */
  readonly run: Exclude<MarkedRun['kind'], 'language' | 'drop-cap'> | null;
  readonly sceneBreak: boolean;
  readonly verse: boolean;
  /** `p` and `div` that are a title in all but name. */
  readonly title: boolean;
  readonly noteMark: boolean;
  readonly backLink: boolean;
  readonly dropCap: boolean;
}

const PLAIN: Meaning = {
  drop: null,
  region: null,
  inset: null,
  isNote: false,
  section: null,
  run: null,
  sceneBreak: false,
  verse: false,
  title: false,
  noteMark: false,
  backLink: false,
  dropCap: false,
};

const DROPPED_ELEMENTS: ReadonlyMap<string, DropReason> = new Map<string, DropReason>([
  ['svg', 'image'],
  ['object', 'image'],
  ['canvas', 'image'],
  ['audio', 'image'],
  ['video', 'image'],
  ['iframe', 'image'],
  ['math', 'formula'],
  ['rp', 'ruby'],
  ['rtc', 'ruby'],
  ['pagenum', 'page-number'],
  ['noteref', 'note-mark'],
  ['form', 'hidden'],
  ['button', 'hidden'],
  ['select', 'hidden'],
  ['textarea', 'hidden'],
  ['noscript', 'hidden'],
]);

const PAGE_NUMBER = /^(page[-_]?(num(ber)?|no|break)s?|pagenum.*|pgnum|pb|folio)$/;
const VERSE = /^(z3998:(verse|poem|song|hymn|lyrics)|poe(m|try)|verses?|stanza|song|lyrics?|pgmonospaced|linegroup)$/;
const NOTE = /^(foot|end)-?notes?(-?(body|text|content))?$/;
const ONE_NOTE = /^(?:(?:foot|end|rear)?-?note|annotation|(?:foot|end)-?note-?(?:body|text|content))$/;
/** A box with a word to the reader, whose role is "note", too: `admonition tip`. */
const CALLOUT = /^(?:admonition|call-?out|tip|warning|caution|important)\b/;
const STAGE_DIRECTION = /^(?:z3998:)?stage-?directions?$|^stagedir(?:ection)?$/;
const CAPTION = /^(?:fig(?:ure)?-?|image-?|img-?)?captions?$/;
const SMALL_CAPS = /^(?:small-?caps?|smcap|sc|smc|smallcaps)$/;
const PERSONA = /^(?:z3998:)?persona$/;
const SCENE_BREAK =
  /^(?:(?:scene|section|text|thought|context)-?break|asterism|dinkus|thought-?break|tb|z3998:(?:scene-?break|divider))$/;
const TRANSCRIBERS_NOTE = /^(?:trans(?:criber)?s?-?notes?|tnotes?|transnote|transcriber)$/;
const NOTE_MARK =
  /^(noteref|fnref|footnote-?ref|endnote-?ref|fnanchor|footnote-?(mark|link|anchor)|footnotereference)$/;
const DROP_CAP = /^(drop-?caps?|initial|lettrine|first-?letter)$/;
const TITLE = new Set(['title', 'subtitle', 'ordinal', 'fulltitle', 'z3998:ordinal']);
const LICENCE_IDS = new Set(['pg-header', 'pg-footer']);
const HIDDEN_STYLE = /(^|;)\s*(display\s*:\s*none|visibility\s*:\s*hidden)/i;

/** Types of EPUB, roles of ARIA and the few class names whose meaning is beyond doubt. */
export function meaningOf(element: string, attributes: Attributes): Meaning {
  const fixed = DROPPED_ELEMENTS.get(element);
  if (fixed) return { ...PLAIN, drop: fixed };
  const isHidden =
    attributes['hidden'] !== undefined ||
    attributes['aria-hidden'] === 'true' ||
    HIDDEN_STYLE.test(attributes['style'] ?? '');
  if (isHidden) return { ...PLAIN, drop: 'hidden' };
  const types = [
    ...words(attributes['epub:type']),
    ...words(attributes['role']).map((role) => role.replace(/^doc-/, '')),
  ];
  const classes = words(attributes['class']);
  const named = types.length > 0 || classes.length > 0 || attributes['id'] !== undefined;
  if (!named) return element === 'figcaption' ? { ...PLAIN, inset: 'caption' } : PLAIN;
  return ofNames(element, types, classes, attributes['id'] ?? '');
}

function ofNames(element: string, types: readonly string[], classes: readonly string[], id: string): Meaning {
  const isBlock = BLOCK_ELEMENTS.has(element);
  if (types.includes('pagebreak') || classes.some((name) => PAGE_NUMBER.test(name))) {
    return { ...PLAIN, drop: 'page-number' };
  }
  const region = regionOf(isBlock, types, classes, id);
  if (region && !isBlock) return { ...PLAIN, drop: element === 'a' ? null : region };
  const names = [...types, ...classes];
  return {
    drop: null,
    region,
    inset: isBlock ? insetOf(element, names) : null,
    isNote: region === 'note' && (names.some((name) => ONE_NOTE.test(name)) || element === 'aside'),
    run: runOf(isBlock, types, classes),
    sceneBreak: isBlock && names.some((name) => SCENE_BREAK.test(name)),
    section: isBlock ? sectionOfNames(types, classes) : null,
    verse: types.some((type) => VERSE.test(type)) || classes.some((name) => VERSE.test(name)),
    title: types.some((type) => TITLE.has(type)),
    noteMark:
      types.includes('noteref') || classes.some((name) => NOTE_MARK.test(name) || (element === 'a' && NOTE.test(name))),
    backLink: types.includes('backlink'),
    dropCap: classes.some((name) => DROP_CAP.test(name)),
  };
}

function insetOf(element: string, names: readonly string[]): DropReason | null {
  if (element === 'figcaption' || names.some((name) => CAPTION.test(name))) return 'caption';
  return names.some((name) => STAGE_DIRECTION.test(name)) ? 'stage-direction' : null;
}

function runOf(isBlock: boolean, types: readonly string[], classes: readonly string[]): Meaning['run'] {
  if (classes.some((name) => SMALL_CAPS.test(name))) return 'small-caps';
  if (isBlock) return null;
  const names = [...types, ...classes];
  if (names.some((name) => STAGE_DIRECTION.test(name))) return 'stage-direction';
  if (names.some((name) => PERSONA.test(name))) return 'persona';
  if (types.includes('z3998:roman')) return 'roman';
  return types.includes('z3998:initialism') ? 'initialism' : null;
}

function regionOf(
  isBlock: boolean,
  types: readonly string[],
  classes: readonly string[],
  id: string,
): DropReason | null {
  const isCallout = classes.some((name) => CALLOUT.test(name));
  for (const type of types) {
    const reason = dropReasonOf(type);
    if (reason && !(type === 'note' && isCallout)) return reason;
  }
  if (!isBlock) return null;
  if (classes.includes('pg-boilerplate') || LICENCE_IDS.has(id)) return 'licence';
  if (classes.some((name) => TRANSCRIBERS_NOTE.test(name))) return 'licence';
  if (classes.some((name) => NOTE.test(name))) return 'note';
  if (classes.includes('toc') || classes.includes('tableofcontents')) return 'contents';
  return classes.includes('copyright') ? 'copyright' : null;
}

function sectionOfNames(types: readonly string[], classes: readonly string[]): Section | null {
  const found = types.map(sectionOf).filter((section) => section !== null);
  // `body epub:type="frontmatter preface"`: the special one says more than the general one.
  const special = found.find((section) => !section.endsWith('matter')) ?? found[0];
  if (special) return special;
  return classes.includes('dedication') ? 'dedication' : null;
}
