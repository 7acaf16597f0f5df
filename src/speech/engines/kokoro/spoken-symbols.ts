import { pronounced, spokenParts } from '../../speech-engine.js';
import { type KokoroLanguage, kokoroSymbols, tiedIpa } from '../kokoro-alphabet/index.js';
import { type Phonemiser, plainPhonemes, type SpokenStretch, splitClauses } from '../phonemes/index.js';
import { markedParts } from './marked-text.js';

/** What Kokoro says for a text. */
export interface SpokenSymbols {
  readonly symbols: string;
  /** The same in pieces, each with the text it says; punctuation is said for none. */
  readonly stretches: readonly SpokenStretch[];
}

/**
 * eSpeak's phonemes of a text's words in Kokoro's symbols, its punctuation between them.
 * @throws TerminalError (`speechRejected`) when eSpeak gives no phonemes
 */
export async function spokenSymbols(
  text: string,
  language: KokoroLanguage,
  phonemiser: Phonemiser,
): Promise<SpokenSymbols> {
  const stretches: SpokenStretch[] = [];
  for (const part of markedParts(text)) {
    if (part.type === 'marks') stretches.push({ text: '', symbols: part.symbols });
    else stretches.push(...(await stretchesOf(part.text, language, phonemiser)));
  }
  const symbols = stretches.map((stretch) => stretch.symbols).join('');
  return { symbols: symbols.replace(/\s+/gu, ' ').trim(), stretches };
}

async function stretchesOf(
  text: string,
  language: KokoroLanguage,
  phonemiser: Phonemiser,
): Promise<readonly SpokenStretch[]> {
  const clauses = splitClauses(withTies(text));
  const spoken = await phonemiser.phonemise(clauses);
  return spoken.map(({ phonemes }, index) => {
    const symbols = kokoroSymbols(plainPhonemes(phonemes), language);
    return { text: clauses[index]?.text ?? '', symbols: index === 0 ? symbols : ` ${symbols}` };
  });
}

const withTies = (text: string): string =>
  spokenParts(text)
    .map((part) => (part.type === 'text' ? part.text : pronounced(part.word, tiedIpa(part.ipa))))
    .join('');
