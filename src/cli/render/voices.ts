import type { loadSpeech } from '../wiring.js';
import { byteCount, count } from './durations.js';
import { languageName } from './languages.js';
import { table } from './table.js';

type Speech = Awaited<ReturnType<typeof loadSpeech>>;
type VoiceListing = Awaited<ReturnType<Speech['listVoices']>>[number];

/** A voice as a list shows it. */
export interface ShownVoice extends VoiceListing {
  /** Measured on this machine; null: never. */
  readonly timesRealTime: number | null;
  /** Nodes of the cluster that have it; absent where no cluster was asked. */
  readonly nodes?: readonly string[];
}

/** `German (DE)`, `English`, `any`. */
export function shownLanguage(tag: string): string {
  const [primary = '', region] = tag.split('-');
  if (primary === 'mul') return 'any';
  const name = languageName(primary);
  return region === undefined ? name : `${name} (${region.toUpperCase()})`;
}

/** `12 × real time`. */
export const timesRealTime = (times: number | null): string =>
  times === null ? '-' : `${times.toFixed(times < 10 ? 1 : 0)} ×`;

const qualityOf = ({ quality, speakers }: ShownVoice): string =>
  speakers > 1 ? `${quality}, ${count(speakers, 'speaker')}` : quality;

/** @param screen columns there are */
export function voiceTable(
  voices: readonly ShownVoice[],
  paintHeading: (text: string) => string,
  screen?: number,
): string {
  const isOfCluster = voices.some(({ nodes }) => nodes !== undefined);
  return table(
    [
      { title: 'voice', cell: ({ name }: ShownVoice) => name },
      { title: 'language', cell: ({ language }) => shownLanguage(language) },
      { title: 'quality', cell: qualityOf },
      { title: 'engine', cell: ({ engine }) => engine },
      { title: 'licence', cell: ({ licence }) => licence, narrows: true },
      { title: 'size', cell: ({ bytes }) => (bytes === 0 ? '-' : byteCount(bytes)), align: 'right' },
      { title: 'speed here', cell: (voice) => timesRealTime(voice.timesRealTime), align: 'right' },
      { title: 'installed', cell: ({ installed }) => (installed ? 'yes' : '-') },
      ...(isOfCluster
        ? [{ title: 'nodes', cell: ({ nodes = [] }: ShownVoice) => (nodes.length === 0 ? '-' : nodes.join(', ')) }]
        : []),
    ],
    voices,
    paintHeading,
    screen,
  );
}

/** Installed ones first, of them what makes no speech of a model last; then by language and name. */
export const inOrder = (voices: readonly ShownVoice[]): readonly ShownVoice[] =>
  voices.toSorted(
    (a, b) =>
      rankOf(a) - rankOf(b) ||
      shownLanguage(a.language).localeCompare(shownLanguage(b.language)) ||
      a.name.localeCompare(b.name),
  );

function rankOf({ installed, own, bytes }: ShownVoice): number {
  if (!installed) return 2;
  return own || bytes > 0 ? 0 : 1;
}

/** What a list without a wish shows: what is here, and what each engine would take for a language. */
export function shortList(voices: readonly ShownVoice[]): readonly ShownVoice[] {
  const taken = new Set<string>();
  return voices.filter(({ engine, installed, defaultFor }) => {
    const isFirst = defaultFor.some((language) => !taken.has(`${engine} ${language}`));
    for (const language of defaultFor) taken.add(`${engine} ${language}`);
    return installed || isFirst;
  });
}
