import { html } from 'hono/html';
import type { Html } from './html.js';

/** Colours that page.css knows. */
const HUES = 8;
const LETTERS = 2;

/** A book's back: the first letters of its title, always in the same colour. */
export function spine(title: string): Html {
  const hue = [...title].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % HUES;
  return html`<span class="spine" data-hue="${hue}" aria-hidden="true">${initials(title)}</span>`;
}

/** Of the first words that are no small ones. */
function initials(title: string): string {
  const words = title.split(/[\s\-–—:_]+/).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const large = words.filter((word) => /^[\p{Lu}\p{Lo}\p{N}]/u.test(word));
  const chosen = (large.length > 0 ? large : words).slice(0, LETTERS);
  return chosen.map((word) => [...word][0]?.toUpperCase() ?? '').join('');
}
