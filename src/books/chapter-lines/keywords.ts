/** What a division of a book is called, in the languages of most books; part stands over chapter. */
export type Rank = 'part' | 'chapter';

const PARTS =
  'part book volume vol act partie livre tome acte teil band buch akt aufzug parte libro tomo acto atto livro deel boek ' +
  'часть книга том część księga díl kniha bok osa μέρος βιβλίο kısım';
const CHAPTERS =
  'chapter chap canto scene letter section stave episode lecture chapitre chant scène lettre kapitel szene auftritt ' +
  'abschnitt gesang capítulo capitulo capitolo escena scena carta lettera hoofdstuk kapittel глава rozdział rozdzial ' +
  'kapitola fejezet luku bölüm κεφάλαιο capítol capitol';

const of = (words: string, rank: Rank): [string, Rank][] => words.split(' ').map((word) => [word, rank]);

export const RANKS: ReadonlyMap<string, Rank> = new Map([...of(PARTS, 'part'), ...of(CHAPTERS, 'chapter')]);

/** Titles of what stands before and after the chapters; the whole line must be one of them. */
export const MATTER =
  /^(the )?(preface|foreword|introduction|introductory( note)?|prologue|epilogue|dedication|afterword|postscript|appendix( [a-z0-9]+)?|acknowledge?ments|author['’]?s note|conclusion|interlude|notes|endnotes|footnotes|bibliography|glossary|index|préface|avant-propos|prologue|épilogue|introduction|conclusion|postface|appendice|vorwort|einleitung|einführung|prolog|epilog|nachwort|anhang|anmerkungen|prólogo|epílogo|introducción|introdução|prefacio|prefácio|apéndice|prefazione|introduzione|prologo|epilogo|voorwoord|inleiding|nawoord|предисловие|введение|пролог|эпилог|послесловие|примечания|wstęp|przedmowa|posłowie|förord|inledning)[.:]?$/iu;

/** Titles of a list of contents. */
export const CONTENTS =
  /^(table of )?contents[.:]?$|^(table des matières|sommaire|inhalt(sverzeichnis)?|índice( general)?|indice( generale)?|sumario|sommario|inhoud(sopgave)?|оглавление|содержание|spis treści|innehåll|indhold)[.:]?$/iu;
