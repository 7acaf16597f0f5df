import { announce } from './messages.js';
import { sayCount } from './words.js';

/**
 * Shows of a list what matches: `data-filter` on the fields (its value: the list's id), `data-find` (text) and
 * `data-group` (words) on its entries. What is hidden keeps its ticks no longer.
 */
export function startFilter() {
  const fields = [...document.querySelectorAll('[data-filter]')];
  if (fields.length === 0) return;
  const apply = () => filterAll(fields);
  for (const field of fields) {
    field.addEventListener('input', () => announce(sayCount('matches', apply())));
  }
  addEventListener('e2a:refreshed', apply);
  apply();
}

/** @param {Element[]} fields @returns {number} how many are shown */
function filterAll(fields) {
  const list = document.getElementById(fields[0]?.getAttribute('data-filter') ?? '');
  const [text, group] = [valueIn(fields, HTMLInputElement), valueIn(fields, HTMLSelectElement)];
  let shown = 0;
  for (const entry of list?.querySelectorAll('[data-find]') ?? []) {
    const isMatch = matches(entry, 'data-find', text) && matches(entry, 'data-group', group);
    if (entry instanceof HTMLElement) entry.hidden = !isMatch;
    if (isMatch) shown += 1;
    else untick(entry);
  }
  const none = document.getElementById('no-match');
  if (none !== null) none.hidden = shown > 0 || list?.querySelector('[data-find]') === null;
  return shown;
}

/** @param {Element[]} fields @param {typeof HTMLInputElement | typeof HTMLSelectElement} kind */
function valueIn(fields, kind) {
  const field = fields.find((each) => each instanceof kind);
  return field instanceof HTMLInputElement || field instanceof HTMLSelectElement
    ? field.value.trim().toLowerCase()
    : '';
}

/** @param {Element} entry @param {string} attribute @param {string} wanted */
const matches = (entry, attribute, wanted) => (entry.getAttribute(attribute) ?? '').toLowerCase().includes(wanted);

/** @param {Element} entry */
function untick(entry) {
  for (const box of entry.querySelectorAll('input:checked')) {
    if (!(box instanceof HTMLInputElement)) continue;
    box.checked = false;
    box.dispatchEvent(new Event('change', { bubbles: true }));
  }
}
