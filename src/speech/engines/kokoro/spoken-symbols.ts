import { pronounced, spokenParts } from '../../speech-engine.js';
import { type KokoroLanguage, kokoroSymbols, tiedIpa } from '../kokoro-alphabet/index.js';
import { type Phonemiser, plainPhonemes, splitClauses } from '../phonemes/index.js';
import { markedParts } from './marked-text.js';

/**
 * What Kokoro says for a text: eSpeak's phonemes of its words in Kokoro's symbols, its punctuation between them.
 * @throws TerminalError (`speechRejected`) when eSpeak gives no phonemes
 */
export async function spokenSymbols(text: string, language: KokoroLanguage, phonemiser: Phonemiser): Promise<string> {
  let symbols = '';
  for (const part of markedParts(text)) {
    if (part.type === 'marks') {
      symbols += part.symbols;
      continue;
    }
    const clauses = await phonemiser.phonemise(splitClauses(withTies(part.text)));
    const words = clauses.map(({ phonemes }) => kokoroSymbols(plainPhonemes(phonemes), language));
    symbols += words.join(' ');
  }
  return symbols.replace(/\s+/gu, ' ').trim();
}

const withTies = (text: string): string =>
  spokenParts(text)
    .map((part) => (part.type === 'text' ? part.text : pronounced(part.word, tiedIpa(part.ipa))))
    .join('');
