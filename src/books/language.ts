/** Characters of one sample, and how many are taken over the whole book. */
const SAMPLE = 500;
const SAMPLES = 9;
/** Share of the samples that must agree for the detector to be believed against the metadata. */
const SURE = 0.75;
/** A book shorter than this says too little about its language. */
const MIN_SAMPLES = 2;
/** Read when nothing is declared and nothing can be told. */
const FALLBACK = 'en';

/** Languages that a detector takes for one another, or that have two codes. */
const KIN: ReadonlyMap<string, string> = new Map([
  ['nb', 'no'],
  ['nn', 'no'],
  ['bs', 'hr'],
  ['sr', 'hr'],
  ['sh', 'hr'],
  ['ms', 'id'],
  ['fil', 'tl'],
]);

/** `en_US`, `eng`, `EN` → `en-us`, `en`, `en`; null for what is no language tag, or says "undetermined". */
export function normaliseLanguage(declared: string): string | null {
  try {
    const [tag] = Intl.getCanonicalLocales(declared.trim().replaceAll('_', '-'));
    const lower = tag?.toLowerCase() ?? '';
    return ['', 'und', 'mul', 'zxx'].includes(primaryLanguage(lower)) ? null : lower;
  } catch {
    return null;
  }
}

export function primaryLanguage(tag: string): string {
  const end = tag.indexOf('-');
  return end < 0 ? tag : tag.slice(0, end);
}

/** One code for languages that are taken for one another. */
export const kinOf = (tag: string): string => KIN.get(primaryLanguage(tag)) ?? primaryLanguage(tag);

/** `fr` → `French`. */
function languageName(tag: string): string {
  return new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' }).of(primaryLanguage(tag)) ?? tag;
}

interface Decision {
  readonly language: string;
  readonly warnings: readonly string[];
}

/**
 * The language a book is read in: the declared one, unless the text is surely in another.
 * @param declared normalised, or null
 * @param texts passages in order
 */
export async function decideLanguage(declared: string | null, texts: readonly string[]): Promise<Decision> {
  const detector = await detectLanguages();
  return judge(declared, { language: sampleLanguage(detector, texts), known: detector.known });
}

/** Tells languages by their letters and words. */
export interface LanguageDetector {
  /** `kinOf` of every language that it knows. */
  readonly known: ReadonlySet<string>;
  /** The likeliest, however unlikely; empty when there is none. */
  likeliest(text: string): string;
  /** The likeliest when it is so for both halves of the text too, and likelier than `own` by a factor; else null. */
  surely(text: string, own: string, margin: number): string | null;
}

export async function detectLanguages(): Promise<LanguageDetector> {
  const { eld } = await import('eld/small');
  const likeliest = (text: string): string => eld.detect(text).language;
  return {
    known: new Set(Object.values(eld.info().Languages).map(kinOf)),
    likeliest,
    surely: (text, own, margin) => {
      const found = eld.detect(text);
      if (found.language === '' || kinOf(found.language) === kinOf(own) || !found.isReliable()) return null;
      const scores: Readonly<Record<string, number>> = found.getScores();
      const isFar = (scores[found.language] ?? 0) >= (scores[kinOf(own)] ?? 0) * margin;
      const half = text.length >> 1;
      const isSame = [text.slice(0, half), text.slice(half)].every((part) => likeliest(part) === found.language);
      return isFar && isSame ? found.language : null;
    },
  };
}

/** The language that most samples of a longer text are in; null when it is too short or they do not agree. */
export function sampleLanguage({ likeliest }: LanguageDetector, texts: readonly string[]): string | null {
  const samples = samplesOf(texts);
  if (samples.length < MIN_SAMPLES) return null;
  const votes = new Map<string, number>();
  for (const sample of samples) {
    const language = likeliest(sample);
    votes.set(language, (votes.get(language) ?? 0) + 1);
  }
  const [best, count] = [...votes].reduce((most, vote) => (vote[1] > most[1] ? vote : most), ['', 0]);
  return best !== '' && count >= samples.length * SURE ? best : null;
}

interface Detection {
  /** Null when the samples do not agree. */
  readonly language: string | null;
  /** Codes that the detector knows. */
  readonly known: ReadonlySet<string>;
}

function judge(declared: string | null, found: Detection): Decision {
  if (declared === null) return undeclared(found.language);
  const contradicts =
    found.language !== null && found.known.has(kinOf(declared)) && kinOf(found.language) !== kinOf(declared);
  if (!contradicts || found.language === null) return { language: declared, warnings: [] };
  const [says, is] = [languageName(declared), languageName(found.language)];
  return {
    language: found.language,
    warnings: [
      `The book says it is in ${says} (${declared}), but its text is ${is} (${found.language}); it is read as ${is}.`,
    ],
  };
}

function undeclared(found: string | null): Decision {
  const language = found ?? FALLBACK;
  const why = found === null ? 'and its text is too short or too mixed to tell' : 'but its text does';
  const name = languageName(language);
  return { language, warnings: [`The book does not say its language, ${why}; it is read as ${name} (${language}).`] };
}

/** Runs of text spread over the whole. */
function samplesOf(texts: readonly string[]): readonly string[] {
  const total = texts.reduce((sum, text) => sum + text.length + 1, 0);
  const count = Math.min(SAMPLES, Math.floor(total / SAMPLE));
  const samples: string[] = [];
  let position = 0;
  let sample = '';
  for (const text of texts) {
    position += text.length + 1;
    if (samples.length < count && position > (total * samples.length) / count) sample += `${text}\n`;
    if (sample.length >= SAMPLE) {
      samples.push(sample.slice(0, SAMPLE));
      sample = '';
    }
  }
  return samples;
}
