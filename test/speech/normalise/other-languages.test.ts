import { expect, it } from 'vitest';
import { normaliseForSpeech } from '../../../src/speech/normalise/index.js';

it.each([
  ['de', 'Kapitel IV', 'Kapitel vier'],
  ['de-de', 'Dr. Faust ging z. B. nach Leipzig usw.', 'Doktor Faust ging zum Beispiel nach Leipzig und so weiter.'],
  ['fr', 'Chapitre III', 'Chapitre trois'],
  ['fr-fr', 'M. Dupont et Mme Bovary', 'Monsieur Dupont et Madame Bovary'],
  ['it', 'Aspetta… che cosa?', 'Aspetta, che cosa?'],
  ['xx', 'a—b _c_ 12', 'a — b c 12'],
])('%s: %s', (language, written, spoken) => {
  expect(normaliseForSpeech(written, language)).toBe(spoken);
});
