/** What states, kinds and parts are called on the page; part of the catalogue in words.ts. */

/** How a job stands; `paused` goes before its phase. */
export const JOB_STATES: Readonly<Record<string, string>> = {
  new: 'submitted',
  reading: 'reading the book',
  converting: 'speaking',
  mastering: 'evening out the loudness',
  assembling: 'putting the file together',
  completed: 'done',
  partial: 'done, parts are missing',
  failed: 'failed',
  cancelled: 'cancelled',
  removed: 'removed',
  paused: 'paused',
};

export const CHAPTER_STATES: Readonly<Record<string, string>> = {
  waiting: 'waiting',
  speaking: 'speaking',
  joining: 'joining',
  joined: 'spoken',
  encoded: 'done',
  failed: 'failed',
  begun: 'begun',
};

export const NODE_STATES: Readonly<Record<string, string>> = {
  ready: 'ready',
  resting: 'outside its hours',
  cordoned: 'takes nothing new',
  draining: 'finishes and leaves',
  gone: 'gone',
};

export const KINDS: Readonly<Record<string, string>> = {
  chapter: 'chapter',
  part: 'part',
  front: 'front matter',
  back: 'back matter',
  notes: 'notes',
};

export const PRIORITY_NAMES: Readonly<Record<string, string>> = {
  p0: 'before all others',
  p1: 'in turn',
  p2: 'when nothing else is to do',
};

export const EXTRA_NAMES: Readonly<Record<string, string>> = {
  metadata: 'metadata.json',
  cover: 'cover picture',
  cue: 'CUE sheet',
  m3u: 'M3U list',
  srt: 'captions (SRT)',
  vtt: 'captions (WebVTT)',
  'srt-words': 'captions by word (SRT)',
  'vtt-words': 'captions by word (WebVTT)',
  epub: 'EPUB that reads itself aloud',
};

export const ROLE_NAMES: Readonly<Record<string, string>> = {
  view: 'look',
  submit: 'look and order books',
  admin: 'do everything',
};
