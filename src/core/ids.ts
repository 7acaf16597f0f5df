import { err, ok, type Result } from './result.js';

/** `moby-dick-7f3a`: a slug of the title and the first hex digits of the order's digest. */
export type JobId = string;
/** `ch-001`; `book` stands where an item belongs to the whole book. */
export type ChapterId = string;

/** Where a message goes: the actor kind, the job and, for chapters, the chapter. */
export interface Address {
  readonly kind: string;
  readonly job: JobId;
  readonly chapter?: ChapterId | undefined;
}

const SLUG_MAX = 40;
const JOB_PATTERN = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const CHAPTER_PATTERN = /^ch-\d{3,}$/;

/** Lower-case ASCII words joined by hyphens, at most 40 characters; `book` when nothing is left. */
export function slug(text: string): string {
  const ascii = text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  const words = ascii.slice(0, SLUG_MAX + 1).split('-');
  if (ascii.length > SLUG_MAX && words.length > 1) words.pop();
  return words.join('-').slice(0, SLUG_MAX) || 'book';
}

/** `hexDigits` is 4 unless that id is taken by another order. */
export function jobId(title: string, orderDigest: string, hexDigits = 4): JobId {
  return `${slug(title)}-${orderDigest.slice(0, hexDigits)}`;
}

export const isJobId = (text: string): boolean => JOB_PATTERN.test(text);

/** @param n from 1 */
export const chapterId = (n: number): ChapterId => `ch-${String(n).padStart(3, '0')}`;

/** The number in `ch-012`. */
export const chapterNumber = (id: ChapterId): number => Number(id.slice(3));

/** @param n from 1 @returns `0042` */
export const segmentToken = (n: number): string => String(n).padStart(4, '0');

/** `book/moby-dick-7f3a` or `chapter/moby-dick-7f3a/ch-012`. */
export function formatAddress(address: Address): string {
  const base = `${address.kind}/${address.job}`;
  return address.chapter === undefined ? base : `${base}/${address.chapter}`;
}

export function parseAddress(text: string): Result<Address> {
  const [kind, job, chapter, ...rest] = text.split('/');
  if (!kind || !job || rest.length > 0 || !isJobId(job)) return err(`not an address: ${text}`);
  if (chapter === undefined) return ok({ kind, job });
  return CHAPTER_PATTERN.test(chapter) ? ok({ kind, job, chapter }) : err(`not an address: ${text}`);
}
