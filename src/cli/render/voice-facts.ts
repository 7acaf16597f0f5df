import { byteCount, shownLanguage } from '../../ordering/index.js';
import { timesRealTime } from './voices.js';
import type { loadSpeech } from '../wiring.js';

type Speech = Awaited<ReturnType<typeof loadSpeech>>;
/** A voice with its files, as the speech room tells it. */
type KnownVoice = Awaited<ReturnType<Speech['voiceFacts']>>;

interface MeasuredSpeed {
  readonly timesRealTime: number;
  readonly device: string;
}

/** What `voices show --json` prints. */
export const voiceDocument = ({ voice, installed, files, card, sources }: KnownVoice, speed: MeasuredSpeed | null) => {
  const { name, engine, language, sampleRate, quality, speakers, defaultFor, licenceName, licence, remark } = voice;
  return {
    voice: { name, engine, language, sampleRate, quality, speakers, defaultFor, licenceName, licence, remark },
    installed,
    files: files.map(({ file, path, state }) => ({
      name: file.name,
      bytes: file.bytes,
      digest: file.digest,
      path,
      state,
    })),
    card,
    sources,
    speed,
  };
};

export function voiceText(facts: KnownVoice, speed: MeasuredSpeed | null, bold: (text: string) => string): string {
  const { voice, installed, files, card, sources } = facts;
  const size = files.reduce((sum, { file }) => sum + (file.bytes ?? 0), 0);
  const lines: readonly (readonly [string, string])[] = [
    ['language', shownLanguage(voice.language)],
    ['engine', voice.engine],
    ['quality', `${voice.quality}, ${voice.sampleRate} Hz${voice.speakers > 1 ? `, ${voice.speakers} speakers` : ''}`],
    ...(voice.remark === '' ? [] : [['remark', voice.remark] as const]),
    ['installed', installed ? 'yes' : `no: e2a voices pull ${voice.name}`],
    ...(size === 0 ? [] : [['size', byteCount(size)] as const]),
    [
      'speed here',
      speed === null ? 'never measured' : `${timesRealTime(speed.timesRealTime)} real time on ${speed.device}`,
    ],
    ['licence', `${voice.licenceName}. ${voice.licence}`],
    ...(sources.length === 0 ? [] : [['from', sources.join('\n')] as const]),
  ];
  return [
    bold(voice.name),
    ...lines.map(([title, text]) => entry(title, text)),
    ...files.map(fileLine),
    ...(card === null ? [] : ['', bold('What its card says'), '', card.trim()]),
    '',
  ].join('\n');
}

const TITLE_COLUMNS = 12;

const entry = (title: string, text: string): string =>
  `  ${title.padEnd(TITLE_COLUMNS)}${text.replaceAll('\n', `\n  ${''.padEnd(TITLE_COLUMNS)}`)}`;

function fileLine({ part, file, state }: KnownVoice['files'][number], index: number): string {
  const size = file.bytes === null ? '' : `, ${byteCount(file.bytes)}`;
  const digest = file.digest === null ? '' : `, ${file.digest.algorithm} ${file.digest.hex}`;
  return entry(index === 0 ? 'files' : '', `${part.folder}/${file.name} (${state}${size}${digest})`);
}
