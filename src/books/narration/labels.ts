import type { ChapterKind, DropReason } from '../book.js';

/** Letters and digits only, lower case, single blanks: what two titles are compared by. */
export const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Titles as they stand over pages that are not narrated; the whole title must match. */
const LEFT_OUT: readonly (readonly [DropReason, RegExp])[] = [
  [
    'licence',
    /^(the )?(full )?project gutenberg( tm)?( literary archive foundation)? license$|project gutenberg license$/,
  ],
  ['licence', /^the project gutenberg e ?(book|text)\b/],
  ['cover', /^(front |book )?cover( page| image)?$|^couverture$|^umschlag$|^portada$|^cubierta$|^copertina$|^表紙$/],
  [
    'title-page',
    /^(half )?title ?page$|^half title$|^(page de )?titre$|^titelseite$|^titelblatt$|^pagina del titulo$|^frontespizio$|^扉$/,
  ],
  [
    'contents',
    /^(table of )?contents$|^contents page$|^(list of|index of) (illustrations|figures|tables|plates)$|^illustrations$|^table des matieres$|^sommaire$|^table$|^inhalt(sverzeichnis)?$|^indice( general| generale)?$|^sumario$|^contenido$|^tabla de contenidos?$|^sommario$|^inhoud(sopgave)?$|^оглавление$|^содержание$|^目次$|^もくじ$|^目录$|^目錄$/,
  ],
  [
    'copyright',
    /^(appendix )?([a-z] )?copyright( page| notice)?$|^uncopyright$|^imprint$|^colophon$|^impressum$|^mentions legales$|^(creditos|credits)$|^derechos de autor$|^奥付$|^版权(页|信息)?$/,
  ],
  [
    'note',
    /^(end|foot)notes?( and references)?$|^fu(ss|ß)noten$|^endnoten$|^anmerkungen$|^notes de (bas de page|fin)$|^notas( al pie| a pie de pagina)?$|^note a pie di pagina$|^脚注$|^注释$|^примечания$/,
  ],
  ['index', /^(general |subject )?index( of names)?$|^sach(wort)?register$|^索引$/],
];

const KINDS: readonly (readonly [ChapterKind, RegExp])[] = [
  [
    'front',
    /^(dedication|epigraph|foreword|preface( .*)?|introduction|introductory( note)?|preamble|acknowledge?ments|authors? note|note to the reader|to the reader|widmung|vorwort|einleitung|einfuhrung|dedicace|epigraphe|avant propos|preface|remerciements|dedicatoria|prefacio|prologo del autor|introduccion|dedica|prefazione|introduzione|a propos|about this (book|edition)|предисловие|введение|序|序文|はじめに|前言)$/,
  ],
  [
    'back',
    /^(afterword|postface|postscript|appendix( .*)?|appendices|about the authors?|bibliography|further reading|glossary|nachwort|anhang|danksagung|uber den autor|bibliographie|annexes?|epilogo del autor|posfacio|apendice|postfazione|appendice|послесловие|приложение|あとがき|後記|后记|後付)$/,
  ],
];

/** What a title alone says; null when it says nothing. */
export const leftOutByTitle = (title: string): DropReason | null => {
  const text = plain(title);
  return LEFT_OUT.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
};

export const kindByTitle = (title: string): ChapterKind | null => {
  const text = plain(title);
  return KINDS.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
};

/** `needle` stands in `hay` as whole words; both plain. */
export const holdsWords = (hay: string, needle: string): boolean => needle !== '' && ` ${hay} `.includes(` ${needle} `);

/** Two lines of a title as one: `CHAPTER I` + `Loomings` → `CHAPTER I. Loomings`. */
export const joinTitles = (lines: readonly string[]): string =>
  lines.reduce((title, line) => (title === '' ? line : `${title}${/[\p{P}]$/u.test(title) ? '' : '.'} ${line}`), '');
