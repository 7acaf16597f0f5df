import { CODES, TerminalError } from '../../core/index.js';
import { plainText } from '../speech-engine.js';
import { hasSpeakable } from './phonemes/index.js';

/** @throws TerminalError (`speechRejected`) for text without a letter or digit: there is nothing to say in it. */
export function demandSpeakable(text: string): void {
  if (!hasSpeakable(plainText(text))) throw rejected(text, 'It has no letter and no digit.');
}

export const rejected = (text: string, why: string, cause?: unknown): TerminalError =>
  new TerminalError({ code: CODES.speechRejected, what: `"${plainText(text)}" cannot be spoken.`, why }, { cause });
