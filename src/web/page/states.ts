import { html } from 'hono/html';
import type { JobStatus, NodeRecord } from '../../client/index.js';
import type { Html } from './html.js';
import { icon, type IconName } from './icons.js';
import { CHAPTER_STATES, JOB_STATES, NODE_STATES } from './words.js';

type Tone = 'quiet' | 'work' | 'good' | 'warn' | 'bad';
type Look = readonly [icon: IconName, tone: Tone];

const UNKNOWN: Look = ['dot', 'quiet'];

const JOB_LOOKS: Readonly<Record<string, Look>> = {
  new: ['clock', 'quiet'],
  reading: ['read', 'work'],
  converting: ['wave', 'work'],
  mastering: ['settings', 'work'],
  assembling: ['pack', 'work'],
  completed: ['check', 'good'],
  partial: ['problems', 'warn'],
  failed: ['cancel', 'bad'],
  cancelled: ['stop', 'quiet'],
  paused: ['pause', 'warn'],
};

const CHAPTER_LOOKS: Readonly<Record<string, Look>> = {
  waiting: ['clock', 'quiet'],
  speaking: ['wave', 'work'],
  joining: ['join', 'work'],
  joined: ['check', 'good'],
  encoded: ['check', 'good'],
  failed: ['cancel', 'bad'],
  begun: ['stop', 'quiet'],
};

const NODE_LOOKS: Readonly<Record<string, Look>> = {
  ready: ['check', 'good'],
  resting: ['clock', 'quiet'],
  cordoned: ['pause', 'warn'],
  draining: ['out', 'warn'],
  gone: ['cancel', 'bad'],
};

const chip = (word: string, [sign, tone]: Look): Html =>
  html`<span class="state" data-tone="${tone}">${icon(sign)}<span>${word}</span></span>`;

/** The phase, but where another word says more. */
export const stateOfJob = ({ state, paused }: Pick<JobStatus, 'state' | 'paused'>): string =>
  paused ? 'paused' : state;

export function jobState(status: Pick<JobStatus, 'state' | 'paused'>): Html {
  const state = stateOfJob(status);
  return chip(JOB_STATES[state] ?? state, JOB_LOOKS[state] ?? UNKNOWN);
}

/** Where a job was stopped, nothing is being done, whatever was begun. */
export function chapterState(job: JobStatus['state'], chapter: string): Html {
  const isStopped = job === 'cancelled' || job === 'failed';
  const state = isStopped && (chapter === 'speaking' || chapter === 'joining') ? 'begun' : chapter;
  return chip(CHAPTER_STATES[state] ?? state, CHAPTER_LOOKS[state] ?? UNKNOWN);
}

export const nodeState = (state: NodeRecord['state'] | 'gone'): Html =>
  chip(NODE_STATES[state] ?? state, NODE_LOOKS[state] ?? UNKNOWN);

export const goodState = (word: string): Html => chip(word, ['check', 'good']);
export const quietState = (word: string): Html => chip(word, UNKNOWN);
export const warnState = (word: string, sign: IconName = 'problems'): Html => chip(word, [sign, 'warn']);
