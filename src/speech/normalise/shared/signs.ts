import type { PatternRule } from './rules.js';

/** Words for signs; what is no word of a language is left out with an empty string. */
export interface SignWords {
  readonly and: string;
  readonly plus: string;
  readonly equals: string;
  readonly times: string;
  readonly dividedBy: string;
  readonly section: string;
  readonly sections: string;
  readonly number: string;
  readonly at: string;
}

const ANY_SIGN = /[&§#№×x÷+=@]/;

/** Signs as words, where they stand for words; before the numbers beside them are said. */
export function signRules(words: SignWords): readonly PatternRule[] {
  const sign = (pattern: RegExp, said: string): PatternRule => ({
    name: 'signs',
    pattern,
    say: () => said,
    needs: ANY_SIGN,
  });
  return [
    sign(/ ?& ?/g, ` ${words.and} `),
    sign(/§§ ?/g, `${words.sections} `),
    sign(/§ ?/g, `${words.section} `),
    sign(/(?:#|№) ?(?=\d)/g, `${words.number} `),
    sign(/#/g, ' '),
    sign(/(?<=\d) ?(?:×|x(?= ?\d)) ?/g, ` ${words.times} `),
    sign(/(?<=\d) ?÷ ?(?=\d)/g, ` ${words.dividedBy} `),
    sign(/(?<=[\p{L}\d]) ?\+ ?(?=[\p{L}\d])/gu, ` ${words.plus} `),
    sign(/(?<=[\p{L}\d)]) ?= ?(?=[\p{L}\d(])/gu, ` ${words.equals} `),
    sign(/(?<= )@(?= )/g, words.at),
  ];
}
