/** Signs as words; in this order, because some stand inside others. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/\s*&\s*/g, ' and '],
  [/\s*°\s?C\b/g, ' degrees Celsius'],
  [/\s*°\s?F\b/g, ' degrees Fahrenheit'],
  [/\s*°/g, ' degrees'],
  [/\s*%/g, ' percent'],
  [/§§?\s*/g, 'section '],
  [/#\s?(?=\d)/g, 'number '],
  [/#/g, ' '],
  [/(?<=\d)\s*[×x]\s*(?=\d)/g, ' times '],
  [/(?<=\d)\s*[–]\s*(?=\d)/g, ' to '],
  [/(?<=[\p{L}\d])\s*\+\s*(?=[\p{L}\d])/gu, ' plus '],
  [/\s=\s/g, ' equals '],
  [/(?<=\d):(?=\d)/g, ' '],
  [/(?<=^|[\s(])[-−](?=\d)/g, 'minus '],
  [/(?<=\s)@(?=\s)/g, 'at'],
  [/["“”]?(?<=\d)″/g, ' inches'],
];

export const saySigns = (text: string): string =>
  SIGNS.reduce((said, [pattern, word]) => said.replace(pattern, word), text);
