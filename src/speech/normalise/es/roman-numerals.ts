import { type Numbers, type PatternRule, romanRules, rulerRule } from '../shared/index.js';
import { upToTenth } from './numbers.js';

const DIVISIONS =
  'cap[ií]tulos?|cap\\.|partes?|libros?|tomos?|t\\.|vol[uú]men|vol[uú]menes|vol\\.|actos?|escenas?|cantos?|secci[oó]n|secciones|cartas?|l[aá]minas?|' +
  'l[aá]m\\.|figuras?|fig\\.|art[ií]culos?|art\\.|n[uú]meros?|n[uú]m\\.|salmos?|vers[ií]culos?|sonetos?|fase|clase|tipo|episodios?|lecci[oó]n|lecciones|notas?|' +
  'cuadros?|ap[eé]ndice|jornadas?|t[ií]tulo';
/** Said with an ordinal up to the tenth, as kings are: "Capítulo primero", "Capítulo catorce". */
const ORDINAL_DIVISION =
  /^(?:cap[ií]tulo|parte|libro|tomo|acto|escena|canto|carta|salmo|lecci[oó]n|jornada|cuadro|t[ií]tulo|secci[oó]n)$/;
const FEMININE_DIVISION = /^(?:parte|escena|carta|lecci|jornada|secci)/;

const RULERS =
  'Alberto|Alejandro|Alfonso|Amadeo|Benedicto|Bonifacio|Carlos|Catalina|Clemente|Cristina|Eduardo|Enrique|Felipe|Federico|Fernando|Francisco|Gregorio|' +
  'Guillermo|Gustavo|Inocencio|Isabel|Iván|Jacobo|Jaime|Jorge|José|Juan|Juan Pablo|Juana|Julio|Leopoldo|León|Luis|Margarita|María|Maximiliano|Napoleón|' +
  'Nicolás|Otón|Pablo|Pedro|Pío|Ptolomeo|Ramiro|Ramón|Ramsés|Ricardo|Roberto|Rodolfo|Sancho|Sixto|Solimán|Teodosio|Urbano|Víctor Manuel|Victoria';
const QUEENS = /^(?:Catalina|Cristina|Isabel|Juana|Margarita|María|Victoria)$/i;

/** Popes of that name keep an older word: "Pío nono". */
const NINE = 9;

export function sayRomanNumerals(numbers: Numbers): readonly PatternRule[] {
  const cardinal = (value: number): string => numbers.say(String(value));
  return [
    ...romanRules({
      divisions: DIVISIONS,
      chapters: 'cap[ií]tulo|libro|tomo|acto|canto',
      conjunctions: 'y|e|o',
      to: 'a',
      cardinal,
      // "en aquella parte vi un gato" has no numeral.
      capitalsOnly: true,
      afterDivision: (value, division) =>
        ORDINAL_DIVISION.test(division)
          ? upToTenth(value, FEMININE_DIVISION.test(division) ? 'feminine' : 'masculine')
          : cardinal(value),
      year: cardinal,
    }),
    rulerRule({
      names: RULERS,
      say: (value, name) =>
        name === 'Pío' && value === NINE ? 'nono' : upToTenth(value, QUEENS.test(name) ? 'feminine' : 'masculine'),
    }),
  ];
}
