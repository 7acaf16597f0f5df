import { startActions } from './actions.js';
import { startFilter } from './filter.js';
import { startLive } from './live.js';
import { startLog } from './log.js';
import { startNewBook } from './new-book.js';
import { startPlayer } from './player.js';
import { startPreviews } from './preview.js';
import { refresh } from './refresh.js';
import { startSelection } from './selection.js';
import { startUploads } from './upload.js';

/** The one module that every page begins with; each part looks whether the page has what it serves. */
startActions();
startPlayer();
startPreviews();
startFilter();
startSelection();
startUploads();
startNewBook();
startLog();
if (document.documentElement.hasAttribute('data-live')) startLive();
startLookingAgain();

/** What no event tells (nodes, queues) is looked at every few seconds, while somebody sees it. */
function startLookingAgain() {
  const every = Number(document.documentElement.dataset['every']);
  if (every > 0) setInterval(() => document.visibilityState === 'visible' && void refresh(), every * 1_000);
}

// A page that comes out of the browser's drawer has lost its stream.
addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
