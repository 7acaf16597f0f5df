import { html, raw } from 'hono/html';
import type { Html } from './html.js';

/** Strokes on a grid of 24, drawn for this page. */
const SHAPES = {
  brand: '<path d="M4 5.5c3-1.3 5.6-1.3 8 0v13c-2.4-1.3-5-1.3-8 0z"/><path d="M15.5 9.5v5M18.5 7v10M21.5 10.5v3"/>',
  library: '<path d="M5 4h3v16H5zM10.5 4h3v16h-3z"/><path d="m16 5 2.9-.8 3.9 15-2.9.8z"/>',
  plus: '<path d="M12 5v14M5 12h14"/>',
  voices: '<rect x="9" y="3" width="6" height="11" rx="3"/><path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3"/>',
  cluster:
    '<rect x="4" y="4" width="16" height="6" rx="1.5"/><rect x="4" y="14" width="16" height="6" rx="1.5"/><path d="M7.5 7h.01M7.5 17h.01"/>',
  problems: '<path d="M12 4 2.8 20h18.4z"/><path d="M12 10v4.5M12 17.2v.1"/>',
  settings: '<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>',
  play: '<path d="M8 5.5v13l10.5-6.5z"/>',
  pause: '<path d="M8.5 5.5v13M15.5 5.5v13"/>',
  cancel: '<circle cx="12" cy="12" r="8.5"/><path d="m9 9 6 6M15 9l-6 6"/>',
  close: '<path d="m6.5 6.5 11 11M17.5 6.5l-11 11"/>',
  again: '<path d="M19.5 12a7.5 7.5 0 1 1-2.3-5.4L19.5 9"/><path d="M19.5 4.5V9H15"/>',
  remove: '<path d="M5 7h14M10 7V4.5h4V7M7 7l.8 12.5h8.4L17 7"/>',
  download: '<path d="M12 4v11M7.5 11 12 15.5 16.5 11M5 20h14"/>',
  upload: '<path d="M12 16V5M7.5 9 12 4.5 16.5 9M5 20h14"/>',
  check: '<circle cx="12" cy="12" r="8.5"/><path d="m8.2 12.3 2.6 2.6 5-5.5"/>',
  clock: '<circle cx="12" cy="12" r="8.5"/><path d="M12 7.5V12l3 2"/>',
  wave: '<path d="M4 10.5v3M8 7.5v9M12 4.5v15M16 7.5v9M20 10.5v3"/>',
  read: '<path d="M3.5 5.5c3-1.2 6-1.2 8.5.5 2.5-1.7 5.5-1.7 8.5-.5v13c-3-1.2-6-1.2-8.5.5-2.5-1.7-5.5-1.7-8.5-.5zM12 6v13"/>',
  join: '<path d="M10 14 14 10"/><path d="m8 11-2.5 2.5a3.5 3.5 0 0 0 5 5L13 16M11 8l2.5-2.5a3.5 3.5 0 0 1 5 5L16 13"/>',
  pack: '<path d="m12 3.5 8 4v9l-8 4-8-4v-9z"/><path d="m4 7.5 8 4 8-4M12 11.5v9"/>',
  stop: '<circle cx="12" cy="12" r="8.5"/><path d="M6 18 18 6"/>',
  out: '<path d="M10 4H5v16h5M14 8l4.5 4-4.5 4M9.5 12h9"/>',
  dot: '<circle cx="12" cy="12" r="4"/>',
  off: '<path d="m4 4 16 16M8.5 13.5a5 5 0 0 1 2.5-1.3M5 10a10 10 0 0 1 3.5-2.2M12.5 6.8A10 10 0 0 1 19 10M12 18h.01"/>',
  undo: '<path d="M5 9h9.5a4.5 4.5 0 0 1 0 9H9"/><path d="M8.5 5.5 5 9l3.5 3.5"/>',
  chip: '<rect x="6.5" y="6.5" width="11" height="11" rx="1.5"/><path d="M9.5 3.5v3M14.5 3.5v3M9.5 17.5v3M14.5 17.5v3M3.5 9.5h3M3.5 14.5h3M17.5 9.5h3M17.5 14.5h3"/>',
  bell: '<path d="M6.5 16.5v-5.5a5.5 5.5 0 0 1 11 0v5.5l1.5 1.5H5zM10.5 20.5h3"/>',
} as const;

export type IconName = keyof typeof SHAPES;

/** Beside a word that says the same: read aloud by nobody. */
export const icon = (name: IconName): Html =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${raw(SHAPES[name])}</svg>`;
