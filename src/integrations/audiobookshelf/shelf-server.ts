import { isJsonObject, type Json, parseJson } from '../../core/index.js';
import { whyUnreached } from '../outgoing/index.js';
import type { Form } from './multipart.js';

export interface ShelfAddress {
  readonly url: string;
  readonly token: string | null;
  /** Id or name of a library; its folder by id or path, the first where none is named. */
  readonly library: string;
  readonly folder: string | null;
}

/** `too-large`: something on the way takes no such upload. `failed`: it may work later, or when somebody mended it. */
export type ShelfAnswer =
  | { readonly type: 'taken' }
  | { readonly type: 'too-large' | 'failed'; readonly why: string; readonly fix: string };

/** Where in it a book goes. */
export interface ShelfPlace {
  readonly library: string;
  readonly folder: string;
}

const ASK_LIMIT_MS = 15_000;
/** The largest book over a slow line. */
export const UPLOAD_LIMIT_MS = 25 * 60_000;

const failed = (why: string, fix: string): ShelfAnswer => ({ type: 'failed', why, fix });

/** The ids of what people name. */
export async function placeOf(address: ShelfAddress): Promise<ShelfPlace | ShelfAnswer> {
  const asked = await ask(address, 'api/libraries', { limitMs: ASK_LIMIT_MS });
  if (!asked.ok) return asked.answer;
  const read = parseJson(await asked.response.text());
  const libraries = listIn(read.ok ? read.value : null, 'libraries');
  const library = libraries.find(({ id, name }) => id === address.library || name === address.library);
  const names = libraries.map(({ name }) => String(name)).join(', ');
  if (library === undefined)
    return failed(
      `It has no library ${address.library}; it shows ${names || 'none'}.`,
      'E2A_AUDIOBOOKSHELF_LIBRARY names one',
    );
  const folders = listIn(library, 'folders');
  const { folder: wanted } = address;
  const folder =
    wanted === null ? folders[0] : folders.find((one) => one['id'] === wanted || one['fullPath'] === wanted);
  if (folder !== undefined) return { library: String(library['id']), folder: String(folder['id']) };
  return failed(
    `The library ${address.library} has no such folder.`,
    'E2A_AUDIOBOOKSHELF_FOLDER names one by its path or id',
  );
}

const listIn = (value: Json, name: string) => {
  const list = isJsonObject(value) ? value[name] : undefined;
  return Array.isArray(list) ? list.filter((one: Json) => isJsonObject(one)) : [];
};

export async function upload(
  address: ShelfAddress,
  { contentType, stream }: Form,
  signal: AbortSignal,
): Promise<ShelfAnswer> {
  const asked = await ask(address, 'api/upload', {
    method: 'POST',
    headers: { 'Content-Type': contentType },
    body: stream,
    duplex: 'half',
    signal,
    limitMs: UPLOAD_LIMIT_MS,
  });
  return asked.ok ? { type: 'taken' } : asked.answer;
}

/** Looks for new books at once; only its administrators may ask for that, and it finds them by itself, too. */
export async function scan(address: ShelfAddress, { library }: ShelfPlace): Promise<ShelfAnswer> {
  const path = `api/libraries/${encodeURIComponent(library)}/scan`;
  const asked = await ask(address, path, { method: 'POST', limitMs: ASK_LIMIT_MS });
  return asked.ok ? { type: 'taken' } : asked.answer;
}

type Asked = { readonly ok: true; readonly response: Response } | { readonly ok: false; readonly answer: ShelfAnswer };

async function ask(
  { url, token }: ShelfAddress,
  path: string,
  { limitMs, ...init }: RequestInit & { readonly limitMs: number; readonly duplex?: 'half' },
): Promise<Asked> {
  const signal = AbortSignal.any([...(init.signal ? [init.signal] : []), AbortSignal.timeout(limitMs)]);
  try {
    const headers = { ...init.headers, ...(token === null ? {} : { Authorization: `Bearer ${token}` }) };
    const response = await fetch(`${url.replace(/\/+$/, '')}/${path}`, {
      ...init,
      signal,
      headers,
      redirect: 'manual',
    });
    if (response.ok) return { ok: true, response };
    await response.body?.cancel();
    return { ok: false, answer: answerOf(response.status) };
  } catch (error) {
    const answer = failed(whyUnreached(error, limitMs), 'look whether it runs, and at E2A_AUDIOBOOKSHELF_URL');
    return { ok: false, answer };
  }
}

function answerOf(status: number): ShelfAnswer {
  if (status === 401)
    return failed('It does not take the token.', 'make an API key in its settings, for E2A_AUDIOBOOKSHELF_TOKEN');
  if (status === 403)
    return failed(
      'The user of the token may not do this: the right "Can upload" is missing.',
      'give it to that user in its settings, under Users',
    );
  if (status === 413)
    return {
      type: 'too-large',
      why: 'Something before it takes no file of this size (413): a proxy.',
      fix: 'nginx: client_max_body_size 0; in the server block of Audiobookshelf',
    };
  return failed(`It answered ${status}.`, 'look at its log');
}
