import type { ChapterKind } from '../book.js';
import { primaryLanguage } from '../language.js';
import type { Section } from '../manuscript.js';
import { joinTitles, plain } from './labels.js';

type Name = 'chapter' | 'part' | 'front' | 'back' | Section;

/** What a chapter is called that has no title of its own, in the languages that are read completely. */
const NAMES: Readonly<Record<string, Partial<Record<Name, string>>>> = {
  en: {
    chapter: 'Chapter',
    part: 'Part',
    front: 'Before the text',
    back: 'After the text',
    dedication: 'Dedication',
    epigraph: 'Epigraph',
    foreword: 'Foreword',
    preface: 'Preface',
    introduction: 'Introduction',
    acknowledgments: 'Acknowledgments',
    prologue: 'Prologue',
    epilogue: 'Epilogue',
    afterword: 'Afterword',
    appendix: 'Appendix',
    bibliography: 'Bibliography',
    glossary: 'Glossary',
  },
  fr: {
    chapter: 'Chapitre',
    part: 'Partie',
    front: 'Avant le texte',
    back: 'Après le texte',
    dedication: 'Dédicace',
    epigraph: 'Épigraphe',
    foreword: 'Avant-propos',
    preface: 'Préface',
    introduction: 'Introduction',
    acknowledgments: 'Remerciements',
    prologue: 'Prologue',
    epilogue: 'Épilogue',
    afterword: 'Postface',
    appendix: 'Annexe',
    bibliography: 'Bibliographie',
    glossary: 'Glossaire',
  },
  de: {
    chapter: 'Kapitel',
    part: 'Teil',
    front: 'Vor dem Text',
    back: 'Nach dem Text',
    dedication: 'Widmung',
    epigraph: 'Motto',
    foreword: 'Geleitwort',
    preface: 'Vorwort',
    introduction: 'Einleitung',
    acknowledgments: 'Dank',
    prologue: 'Prolog',
    epilogue: 'Epilog',
    afterword: 'Nachwort',
    appendix: 'Anhang',
    bibliography: 'Literatur',
    glossary: 'Glossar',
  },
  es: {
    chapter: 'Capítulo',
    part: 'Parte',
    front: 'Antes del texto',
    back: 'Después del texto',
    dedication: 'Dedicatoria',
    epigraph: 'Epígrafe',
    foreword: 'Prólogo',
    preface: 'Prefacio',
    introduction: 'Introducción',
    acknowledgments: 'Agradecimientos',
    prologue: 'Prólogo',
    epilogue: 'Epílogo',
    afterword: 'Epílogo',
    appendix: 'Apéndice',
    bibliography: 'Bibliografía',
    glossary: 'Glosario',
  },
  it: {
    chapter: 'Capitolo',
    part: 'Parte',
    front: 'Prima del testo',
    back: 'Dopo il testo',
    dedication: 'Dedica',
    epigraph: 'Epigrafe',
    foreword: 'Premessa',
    preface: 'Prefazione',
    introduction: 'Introduzione',
    acknowledgments: 'Ringraziamenti',
    prologue: 'Prologo',
    epilogue: 'Epilogo',
    afterword: 'Postfazione',
    appendix: 'Appendice',
    bibliography: 'Bibliografia',
    glossary: 'Glossario',
  },
};

const nameOf = (name: Name, language: string): string | undefined =>
  (NAMES[primaryLanguage(language)] ?? NAMES['en'])?.[name] ?? NAMES['en']?.[name];

/** `Chapter 7`, `Teil 2`. */
export const numbered = (name: 'chapter' | 'part', n: number, language: string): string =>
  `${nameOf(name, language)} ${n}`;

/** The name of an untitled page by what the markup calls it; null for a chapter, which gets its number. */
export function untitledName(kind: ChapterKind, section: Section | null, language: string): string | null {
  const bySection = section === null ? undefined : nameOf(section, language);
  if (bySection !== undefined && section !== 'chapter' && section !== 'part') return bySection;
  return kind === 'front' || kind === 'back' ? (nameOf(kind, language) ?? null) : null;
}

export interface Titled {
  readonly title: string;
  /** Names of what it stands under, outermost first. */
  readonly path: readonly string[];
}

/** Titles that occur more than once get the names of their parts in front: `Part Two. Chapter I`. */
export function distinctTitles(chapters: readonly Titled[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { title } of chapters) counts.set(plain(title), (counts.get(plain(title)) ?? 0) + 1);
  return chapters.map(({ title, path }) => {
    const missing = path.filter((name) => !plain(title).startsWith(plain(name)));
    return (counts.get(plain(title)) ?? 0) > 1 && missing.length > 0 ? joinTitles([...missing, title]) : title;
  });
}
