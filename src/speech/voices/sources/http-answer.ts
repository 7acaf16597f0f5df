import type { VoiceFile } from '../catalogue-voice.js';
import { SourceError } from './source.js';

const PARTIAL = 206;
const RANGE_NOT_SATISFIABLE = 416;
/** The hub answers so where one has to log in or accept terms. */
const LOCKED: Readonly<Record<number, string>> = {
  401: 'it wants a token (HF_TOKEN)',
  403: 'it does not let us have it',
  404: 'it has no such file',
  429: 'it was asked too often; later it will answer',
};

type Answer = Pick<Response, 'status' | 'ok' | 'url' | 'headers'>;

/** Whether the file has to be asked for from its beginning: what is here is no beginning of what is there. */
export const asksAgain = (answer: Answer, here: number): boolean => answer.status === RANGE_NOT_SATISFIABLE && here > 0;

/**
 * Where in the file the answer begins: everything is looked at before what is here already is touched.
 * @throws SourceError when the answer is not that file
 */
export function startOf(answer: Answer, here: number, file: VoiceFile): number {
  const { host } = new URL(answer.url);
  if (!answer.ok) throw new SourceError(`${answer.url} answered ${answer.status}${reasonOf(answer.status)}`);
  if (isPage(answer) && !/\.html?$/.test(file.name))
    throw new SourceError(`${host} answered with a web page instead of ${file.name}: a login or a proxy is in between`);
  const { start, whole } = extentOf(answer);
  if (start !== 0 && start !== here) throw new SourceError(`${answer.url} answered with another part than asked for`);
  if (whole !== null && file.bytes !== null && whole !== file.bytes)
    throw new SourceError(`${file.name} has ${whole} bytes at ${host} instead of ${file.bytes}`);
  return start;
}

const reasonOf = (status: number): string => {
  const reason = LOCKED[status];
  return reason === undefined ? '' : `: ${reason}`;
};

const isPage = ({ headers }: Answer): boolean => /^text\/html\b/i.test(headers.get('content-type') ?? '');

/** In bytes; `whole` is null where the server does not say how long the file is. */
function extentOf({ status, headers }: Answer): { readonly start: number; readonly whole: number | null } {
  if (status !== PARTIAL) return { start: 0, whole: numberIn(headers.get('content-length')) };
  const [, start, whole] = /^bytes (\d+)-\d*(?:\/(\d+))?/.exec(headers.get('content-range') ?? '') ?? [];
  return { start: start === undefined ? Number.NaN : Number(start), whole: numberIn(whole ?? null) };
}

const numberIn = (text: string | null): number | null => (text !== null && /^\d+$/.test(text) ? Number(text) : null);
