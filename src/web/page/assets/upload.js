import { send } from './api.js';
import { announce, copyOf, put, showFailure } from './messages.js';
import { at } from './place.js';
import { transfer } from './transfer.js';
import { say } from './words.js';

const panel = document.getElementById('uploads');
const list = document.getElementById('upload-list');

/** Files are dropped anywhere on the page or chosen by the button; one leads on to its chapters, several are listed. */
export function startUploads() {
  const chooser = document.getElementById('choose');
  if (!(chooser instanceof HTMLInputElement)) return;
  chooser.addEventListener('change', () => {
    void addAll([...(chooser.files ?? [])]);
    chooser.value = '';
  });
  startDropping();
  document.getElementById('start-all')?.addEventListener('click', () => void startEach());
}

function startDropping() {
  const zone = document.getElementById('drop');
  let depth = 0;
  /** @param {number} now */
  const show = (now) => {
    depth = now;
    if (zone !== null) zone.hidden = depth === 0;
  };
  addEventListener('dragenter', (event) => holdsFiles(event) && show(depth + 1));
  addEventListener('dragleave', (event) => holdsFiles(event) && show(Math.max(0, depth - 1)));
  addEventListener('dragover', (event) => holdsFiles(event) && event.preventDefault());
  addEventListener('drop', (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    show(0);
    void addAll([...(event.dataTransfer?.files ?? [])]);
  });
}

/** @param {DragEvent} event */
const holdsFiles = (event) => event.dataTransfer?.types.includes('Files') ?? false;

/** One after another: a slow line is not shared. @param {File[]} files */
async function addAll(files) {
  const rows = files.map((file) => ({ file, row: rowFor(file) }));
  for (const { file, row } of rows) await add(file, row, files.length === 1);
}

/** @param {File} file */
function rowFor(file) {
  const row = copyOf('upload');
  if (row === null || panel === null || list === null) return null;
  put(row, 'name', file.name);
  row.querySelector('progress')?.setAttribute('aria-label', say('uploading', { name: file.name }));
  list.append(row);
  panel.hidden = false;
  return row;
}

/** @param {File} file @param {HTMLElement | null} row @param {boolean} isOnly */
async function add(file, row, isOnly) {
  announce(say('uploading', { name: file.name }));
  const bar = row?.querySelector('progress');
  const answer = await transfer(file, (share) => {
    if (bar) bar.value = share;
  });
  if (!answer.ok) {
    if (row !== null) put(row, 'state', say('uploadFailed'));
    return showFailure({ ...answer.failure, what: `${file.name}: ${answer.failure.what}` });
  }
  const { book } = answer.data;
  const page = at(`new?book=${encodeURIComponent(book)}`);
  announce(say('uploaded', { name: file.name }));
  if (isOnly) return location.assign(page);
  if (row !== null) showAdded(row, book, page);
}

/** @param {HTMLElement} row @param {string} book @param {string} page */
function showAdded(row, book, page) {
  row.dataset['book'] = book;
  put(row, 'state', say('uploadDone'));
  const link = row.querySelector('a');
  if (link !== null) {
    link.href = page;
    link.hidden = false;
  }
  const start = document.getElementById('start-all');
  if (start !== null) start.hidden = false;
}

/** Each with the usual voice and all its chapters. */
async function startEach() {
  for (const row of list?.querySelectorAll('[data-book]') ?? []) {
    if (!(row instanceof HTMLElement)) continue;
    const answer = await send('POST', 'api/v1/jobs', { book: row.dataset['book'] });
    if (!answer.ok) {
      showFailure(answer.failure);
      continue;
    }
    delete row.dataset['book'];
    put(row, 'state', say('started'));
  }
}
