/** A language that the program speaks. */
export interface EspeakVoice {
  /** As the program takes it: `en-us`. */
  readonly code: string;
  /** Lower case: `en-us`. */
  readonly language: string;
  /** Other tags it stands for, and how willingly: the lower the number, the sooner. */
  readonly others: readonly { readonly tag: string; readonly rank: number }[];
}

/** `espeak-en-us`, for people: no engine's voice is called like another's. */
const NAME_PREFIX = 'espeak-';
/** ` 5  cmn  --/M  Chinese_(Mandarin)  sit/cmn  (zh-cmn 5)(zh 5)` */
const ROW = /^\s*\d+\s+(\S+)\s+\S+\s+\S+\s+\S+\s*(.*)$/;
const OTHER = /\((\S+) (\d+)\)/g;

export const voiceName = (code: string): string => NAME_PREFIX + code;

/** Null for a name that is no voice of this engine. */
export const codeIn = (name: string): string | null =>
  name.startsWith(NAME_PREFIX) ? name.slice(NAME_PREFIX.length) : null;

/** What `espeak-ng --voices` prints, each language once. */
export function espeakVoices(table: string): readonly EspeakVoice[] {
  const voices = new Map<string, EspeakVoice>();
  for (const row of table.split('\n').slice(1)) {
    const [, code, rest = ''] = ROW.exec(row) ?? [];
    if (code === undefined || voices.has(code.toLowerCase())) continue;
    const others = [...rest.matchAll(OTHER)].map(([, tag = '', rank]) => ({
      tag: tag.toLowerCase(),
      rank: Number(rank),
    }));
    voices.set(code.toLowerCase(), { code, language: code.toLowerCase(), others });
  }
  return [...voices.values()];
}

/** The voice meant by a code: its own, or the one that stands for it most willingly; `zh` is `cmn`. */
export function voiceFor(code: string, voices: readonly EspeakVoice[]): EspeakVoice | null {
  const wanted = code.toLowerCase();
  const own = voices.find(({ language }) => language === wanted);
  if (own !== undefined) return own;
  const ranks = voices.flatMap((voice) =>
    voice.others.filter(({ tag }) => tag === wanted).map(({ rank }) => ({ voice, rank })),
  );
  return ranks.toSorted((a, b) => a.rank - b.rank)[0]?.voice ?? null;
}

/** The primary tags that a voice is taken for when nobody names one: `fr-fr` for `fr`. */
export const defaultsOf = (voice: EspeakVoice, voices: readonly EspeakVoice[]): readonly string[] => {
  const primary = [voice.language, ...voice.others.map(({ tag }) => tag)].map((tag) => tag.split('-')[0] ?? '');
  return [...new Set(primary)].filter((tag) => voiceFor(tag, voices) === voice);
};
