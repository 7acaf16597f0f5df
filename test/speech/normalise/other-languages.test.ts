import { describe, expect, it } from 'vitest';
import { normaliseForSpeech } from '../../../src/speech/normalise/index.js';
import { LOCALES } from '../../../src/speech/normalise/others/locales.js';

/** Numbers by themselves are said in words; what may be an ordinal, a date or a time is the voice's. */
const CASES: readonly (readonly [language: string, written: string, spoken: string])[] = [
  ['sv', 'Hon hade 12 katter.', 'Hon hade tolv katter.'],
  ['sv-SE', 'Det var 1 200 båtar.', 'Det var tusen två hundra båtar.'],
  ['sv', 'ungefär 3,14', 'ungefär tre komma ett fyra'],
  ['sv', 'den 3:e maj 12:30', 'den 3:e maj 12:30'],
  ['nl', 'Hij had 21 schapen.', 'Hij had eenentwintig schapen.'],
  ['nl', 'wel 1.200 man', 'wel twaalfhonderd man'],
  ['pt-BR', 'Eram 7 gatos.', 'Eram sete gatos.'],
  ['pt', 'cerca de 3,5', 'cerca de três vírgula cinco'],
  ['pl', 'Miał 12 kotów.', 'Miał dwanaście kotów.'],
  ['pl', 'dnia 3. maja', 'dnia 3. maja'],
  ['cs', 'mi řekl 5 slov', 'mi řekl pět slov'],
  ['da', 'den 3. maj', 'den 3. maj'],
  ['nb', 'Det var 1234 båter.', 'Det var en tusen to hundre og tretti-fire båter.'],
  ['no', '7 båter', 'Syv båter'],
  ['ru', 'У него 12 котов.', 'У него двенадцать котов.'],
  ['ru', '21-й том, 5 мая', '21-й том, пять мая'],
  ['uk', 'близько 80 котів', 'близько вісімдесят котів'],
  ['sr-Latn', 'Imao je 5 mačaka.', 'Imao je pet mačaka.'],
  ['sr', 'око 900 мачака', 'око деветсто мачака'],
  ['fi', 'Hänellä on 7 kissaa.', 'Hänellä on seitsemän kissaa.'],
  ['hu', '1984. május 3', '1984. május három'],
  ['tr', 'Beş ve 6 kedi', 'Beş ve altı kedi'],
  ['el', 'Είχε 5 γάτες.', 'Είχε πέντε γάτες.'],
  ['hi', 'उसके पास 5 हैं', 'उसके पास पाँच हैं'],
  ['zh', '他有 5 只猫', '他有 5 只猫'],
  ['xx', 'a—b _c_ 12', 'a — b c 12'],
  ['', 'a 12', 'a 12'],
  ['sv', 'kod 007, A4, 5%, 3-4, 2024-05-03, 1/2', 'kod 007, A4, 5%, 3-4, 2024-05-03, 1/2'],
  ['sv', 'slut på 12.', 'slut på tolv.'],
];

it.each(CASES)('%s: %s', (language, written, spoken) => {
  expect(normaliseForSpeech(written, language)).toBe(spoken);
});

describe('every locale of the table', () => {
  it.each(Object.keys(LOCALES))('%s says a number and a decimal in its own words', (language) => {
    const said = normaliseForSpeech('( 12 )', language);
    expect(said).not.toMatch(/\d/);
    expect(said).toMatch(/\p{L}/u);
  });
});
