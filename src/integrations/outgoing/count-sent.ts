/** Told of each try to send something to somebody. */
export type CountSent = (target: 'ntfy' | 'webhook' | 'audiobookshelf', outcome: 'ok' | 'failed') => void;
