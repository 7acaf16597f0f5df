/** @typedef {Record<string, string> & Record<string, readonly [string, string]>} Words */

const data = document.getElementById('words')?.textContent ?? '{}';

/** The catalogue's words for the browser; see words.ts. @type {Record<string, string | readonly [string, string]>} */
const words = JSON.parse(data);

/**
 * `{name}` replaced by its value. A word that is missing is shown by its name, to be seen.
 * @param {string} name @param {Readonly<Record<string, string | number>>} [values]
 */
export function say(name, values = {}) {
  const word = words[name];
  return typeof word === 'string' ? fill(word, values) : name;
}

/** One or many. @param {string} name @param {number} n @param {string} [shown] the number as people write it */
export function sayCount(name, n, shown = numberOf(n)) {
  const word = words[name];
  return Array.isArray(word) ? fill(n === 1 ? word[0] : word[1], { n: shown }) : name;
}

/** @param {string} template @param {Readonly<Record<string, string | number>>} values */
export const fill = (template, values) =>
  template.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));

/** @param {number} value */
export const numberOf = (value) => value.toLocaleString('en-US');
