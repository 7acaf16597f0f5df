import { describe, expect, it } from 'vitest';
import { normaliseForSpeech } from '../../../src/speech/normalise/index.js';

const CASES: Readonly<Record<string, readonly (readonly [written: string, spoken: string])[]>> = {
  'roman numerals': [
    ['CHAPTER I.', 'Chapter one.'],
    ['Chapter IV', 'Chapter four'],
    ['Chapter XII. The Storm', 'Chapter twelve. The Storm'],
    ['I read Part II and Part III.', 'I read Part two and Part three.'],
    ['Parts I and II', 'Parts one and two'],
    ['Chapters IV–VI are lost.', 'Chapters four to six are lost.'],
    ['vol. ii', 'Volume two'],
    ['Act I, Scene II', 'Act one, Scene two'],
    ['World War II began.', 'World War two began.'],
    ['XIV', 'Fourteen'],
    ['II.', 'Two.'],
    ['XIV. The Red Room', 'Fourteen. The Red Room'],
    ['XIV — The Fire', 'Fourteen. The Fire'],
    ['Henry VIII had six wives.', 'Henry the Eighth had six wives.'],
    ["Louis XIV's palace", "Louis the Fourteenth's palace"],
    ['George I was German.', 'George the First was German.'],
  ],
  'letters that are no numerals': [
    ['the part I played was small', 'the part I played was small'],
    ['George I am told', 'George I am told'],
    ['George V. Smith', 'George V Smith'],
    ['“I.”', '“I.”'],
    ['He and I did mix.', 'He and I did mix.'],
  ],
  capitals: [
    ['CHAPTER I. DOWN THE RABBIT-HOLE', 'Chapter one. Down the rabbit-hole'],
    ['I. A SCANDAL IN BOHEMIA', 'One. A scandal in bohemia'],
    ['WHAT I SAW', 'What I saw'],
    ['BOOK II: THE WAR', 'Book two: The war'],
    ['THE ADVENTURES OF DR. WATSON', 'The adventures of Doctor Watson'],
    ['CONTENTS', 'Contents'],
    ['ALICE WAS BEGINNING to get tired', 'Alice was beginning to get tired'],
    ['NASA and the FBI', 'NASA and the FBI'],
    ['STOP!', 'STOP!'],
  ],
  years: [
    ['in 1984', 'in nineteen eighty-four'],
    ['In 1905, 1900 and 2000.', 'In nineteen oh five, nineteen hundred and two thousand.'],
    ['in 2005 and 2024', 'in two thousand five and twenty twenty-four'],
    ['in 1066', 'in ten sixty-six'],
    ['the war of 1914–18', 'the war of nineteen fourteen to eighteen'],
    ['from 1914-1918', 'from nineteen fourteen to nineteen eighteen'],
    ['the 1920s', 'the nineteen twenties'],
    ["the '20s", 'the twenties'],
    ['in her 30s', 'in her thirties'],
    ['in ’45', 'in forty-five'],
    ['44 B.C. and A.D. 1400', 'Forty-four BC and Eh D fourteen hundred'],
  ],
  'numbers and ordinals': [
    ['1,234,567 stars', 'One million two hundred thirty-four thousand five hundred sixty-seven stars'],
    ['about 1,500 men', 'about one thousand five hundred men'],
    ['3.14', 'Three point one four'],
    ['agent 007', 'agent zero zero seven'],
    ['the 1st, 2nd, 3rd and 21st', 'the first, second, third and twenty-first'],
    ['12 men came. 3 went.', 'Twelve men came. Three went.'],
    ['B12', 'B twelve'],
    ['minus: -5°C', 'minus: minus five degrees Celsius'],
    ['50% of it', 'Fifty percent of it'],
    ['2–3 days', 'Two to three days'],
    ['1/2, 3/4 and 3½', 'One half, three quarters and three and a half'],
    ['6 ft. 2 in.', 'Six feet two inches.'],
    ['Psalm 23:4', 'Psalm twenty-three four'],
  ],
  'money and times': [
    ['£5, £1 and £3.50', 'Five pounds, one pound and three pounds fifty'],
    ['$3.50 and $1', 'Three dollars and fifty cents and one dollar'],
    ['$2 million', 'Two million dollars'],
    ['$0.05', 'Five cents'],
    ['€20', 'Twenty euros'],
    ['£3 4s. 6d. in all', 'Three pounds four shillings six pence in all'],
    ['at 5:30', 'at five thirty'],
    ['It was 10:05.', 'It was ten oh five.'],
    ['at 5:00', "at five o'clock"],
    ['at 14:30', 'at fourteen thirty'],
    ['at 5.30 p.m.', 'at five thirty PM.'],
    ['7 a.m. sharp', 'Seven AM sharp'],
    ['March 5, 1840', 'March fifth, eighteen forty'],
    ['on 5 March 1840', 'on the fifth of March eighteen forty'],
    ['Jan. 3rd', 'January third'],
  ],
  abbreviations: [
    ['Mr. and Mrs. Darling', 'Mister and Missus Darling'],
    ['Dr Watson met St. John.', 'Doctor Watson met Saint John.'],
    ['at 10 Baker St. with him', 'at ten Baker Street with him'],
    ['Prof. Moriarty, Capt. Ahab', 'Professor Moriarty, Captain Ahab'],
    ['pears, etc., were sold', 'pears, et cetera, were sold'],
    ['pears, etc.', 'pears, et cetera.'],
    ['i.e. this, e.g. that', 'That is this, for example that'],
    ['No. 5 is alive.', 'Number five is alive.'],
    ['No. That is all.', 'No. That is all.'],
    ['See vol. 3, pp. 10–12.', 'See volume three, pages ten to twelve.'],
    ['Hall & Co.', 'Hall and Company.'],
    ['the U.S. Army', 'the US Army'],
    ['J. R. R. Tolkien', 'J R R Tolkien'],
    ['J.R.R. Tolkien and A. A. Milne', 'J R R Tolkien and Eh Eh Milne'],
    ['John F. Kennedy', 'John F Kennedy'],
    ['Vitamin C.', 'Vitamin C.'],
  ],
  'marks and signs': [
    ['Smith & Sons', 'Smith and Sons'],
    ['word—word', 'word — word'],
    ['He said -- and left.', 'He said — and left.'],
    ['“I was going to—”', '“I was going to —”'],
    ['Wait… what?', 'Wait, what?'],
    ['Wait . . . what?', 'Wait, what?'],
    ['And then...', 'And then.'],
    ['“Really?...” she said', '“Really?” she said'],
    ['_very_ good', 'very good'],
    ['See https://www.example.com/page?id=3.', 'See example dot com.'],
    ['write to me@example.org', 'write to me at example dot org'],
    ['co\u00adoperate \ufb01ne', 'cooperate fine'],
    ['a note* and [[this]]', 'a note and this'],
  ],
};

for (const [group, cases] of Object.entries(CASES)) {
  describe(group, () => {
    it.each(cases)('%s', (written, spoken) => {
      expect(normaliseForSpeech(written, 'en-us')).toBe(spoken);
    });
  });
}

describe('what is said already', () => {
  it.each(Object.values(CASES).flat())('is left alone: %s', (_written, spoken) => {
    expect(normaliseForSpeech(spoken, 'en-us')).toBe(spoken);
  });
});

it('says "and" to the British only', () => {
  expect(normaliseForSpeech('He has 105 sheep.', 'en-gb')).toBe('He has one hundred and five sheep.');
  expect(normaliseForSpeech('He has 105 sheep.', 'en')).toBe('He has one hundred five sheep.');
});
