import { byteCount, count, shownLanguage, type ShownVoice } from '../../ordering/index.js';
import type { Drawing } from './drawing.js';
import { table } from './table.js';

/** `12 × real time`. */
export const timesRealTime = (times: number | null): string =>
  times === null ? '-' : `${times.toFixed(times < 10 ? 1 : 0)} ×`;

const qualityOf = ({ quality, speakers }: ShownVoice): string =>
  speakers > 1 ? `${quality}, ${count(speakers, 'speaker')}` : quality;

/** Beside the language of a voice that a book in it gets where nobody says otherwise. */
export const USUAL_MARK = '*';

/** @param usual names of voices that are taken where nobody says otherwise */
export function voiceTable(
  voices: readonly ShownVoice[],
  usual: ReadonlySet<string>,
  { paintHeading, columns }: Drawing,
): string {
  const isOfCluster = voices.some(({ nodes }) => nodes !== undefined);
  return table(
    [
      { title: 'voice', cell: ({ name }: ShownVoice) => name },
      {
        title: 'language',
        cell: ({ name, language }) => `${shownLanguage(language)}${usual.has(name) ? ` ${USUAL_MARK}` : ''}`,
      },
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
    columns,
  );
}
