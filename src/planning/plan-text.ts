import { wordSayer } from '../speech/lexicon/index.js';
import type { LexiconEntry } from '../speech/lexicon/index.js';
import type { PlannedUtterance } from './plan.js';
import { segmentsOf } from './segments.js';

/** No voice is asked: keys of such a plan are not used. */
const NO_PROFILE = 'none';

/** What a narrator would say of a text that is no book: paragraphs between blank lines, nothing else is looked for. */
export function planText(
  text: string,
  language: string,
  lexicon: readonly LexiconEntry[] = [],
): readonly PlannedUtterance[] {
  const paragraphs = text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\s+/gu, ' ').trim())
    .filter((paragraph) => paragraph !== '');
  const passages = paragraphs.map((paragraph) => ({ kind: 'paragraph' as const, text: paragraph }));
  const rules = { sayWords: wordSayer(lexicon), speakerOf: () => NO_PROFILE };
  const segments = segmentsOf({ title: '', kind: 'chapter', passages }, language, NO_PROFILE, rules);
  return segments.flatMap(({ utterances }) => utterances);
}
