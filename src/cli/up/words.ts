import type { Settings } from '../../config/index.js';
import { CODES, EXIT, toError, UserError } from '../../core/index.js';
import { enginePlace, type SpokenOn } from '../../ordering/index.js';
import { loadSpeech } from '../wiring.js';
import { usualChoice } from './usual-voice.js';

/** What a person reads first. The address alone goes to stdout. */
export async function readyWords(url: string, settings: Settings, on: SpokenOn): Promise<string> {
  const ready = `e2a is ready: open ${url} in your browser. Ctrl+C stops it; jobs are kept.\n`;
  return `${await voiceWords(settings, on)}${ready}`;
}

/** Nothing where the usual voice is there; what is missing, and how to get it, where it is not. */
async function voiceWords(settings: Settings, on: SpokenOn): Promise<string> {
  try {
    const [choice, { describeProfile }] = await Promise.all([usualChoice(settings, on), loadSpeech()]);
    await describeProfile({ ...choice, ...enginePlace(settings) });
    return '';
  } catch (error) {
    if (error instanceof UserError) return missingWords(error);
    return `The usual voice cannot be looked at: ${toError(error).message}\n`;
  }
}

const missingWords = ({ failure: { what, fix } }: UserError): string =>
  `${what} Books wait until there is a voice: ${fix ?? 'e2a voices'}; or choose another one on the page.\n`;

export const runningWords = (url: string): string =>
  `e2a runs already with this data folder: open ${url} in your browser. Stop it where it was started, with Ctrl+C.\n`;

export const startingAlready = (): UserError =>
  new UserError(
    {
      code: CODES.notNow,
      what: 'e2a is being started already with this data folder.',
      why: 'It has not yet said where its page is.',
      fix: 'e2a up, in a moment',
    },
    EXIT.failed,
  );

export const stoppingWords = (graceSeconds: number): string =>
  `Stopping: what is being spoken is finished, in ${graceSeconds} s at most; jobs are kept and go on next time. Once more stops at once.\n`;
