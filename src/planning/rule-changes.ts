import { type SpokenChange, traceForSpeech } from '../speech/normalise/index.js';
import type { PlannedUtterance } from './plan.js';
import { asOneLine } from './verse.js';

export type RuleChanges = typeof ruleChanges;

/**
 * What the rules of a language make of an utterance's sentence, and which of them: for a person who asks why it is said as
 * it is. Word lists, and what markup says of a numeral, come besides. None for the further pieces of a long sentence.
 */
export const ruleChanges = ({ text }: PlannedUtterance, language: string): readonly SpokenChange[] =>
  traceForSpeech(asOneLine(text), language).changes;
