import type { Block } from '../manuscript.js';
import { type Candidate, hasBody } from './candidate.js';

/** Headings without text between them from which they are a list. */
const MIN_LIST = 4;
/** Share of the whole text that a list with lines of its own between the names may have, and of its names that come again. */
const LONGEST_LIST = 0.1;
const NAMED_AGAIN = 0.8;

/**
 * Indexes of blocks that are a list of contents: headings one after another without text, which stand over text elsewhere.
 */
export function contentsLines(blocks: readonly Block[], candidates: readonly Candidate[]): ReadonlySet<number> {
  const told = new Set(candidates.filter(hasBody).map(({ line }) => line.key));
  const next = new Map(candidates.map((candidate, i) => [candidate, candidates[i + 1]]));
  const inList = new Set<number>();
  for (const list of [firstSeries(candidates), ...runsOf(candidates).map((run) => listOf(run, told))]) {
    const [first, last] = [list[0], list.at(-1)];
    if (first === undefined || last === undefined) continue;
    const after = next.get(last)?.index ?? last.index + 1;
    for (let i = first.index; i < after; i++) if (blocks[i]?.kind !== 'break') inList.add(i);
  }
  return inList;
}

/** All names up to the first that comes again, when nearly all do and little stands between them: poems under their books. */
function firstSeries(candidates: readonly Candidate[]): readonly Candidate[] {
  const seen = new Set<string>();
  const end = candidates.findIndex(({ line }) => seen.size === seen.add(line.key).size);
  const list = candidates.slice(0, Math.max(0, end));
  const again = new Set(candidates.slice(list.length).map(({ line }) => line.key));
  const known = list.filter(({ line }) => again.has(line.key)).length;
  const length = (of: readonly Candidate[]): number => of.reduce((sum, { body }) => sum + body, 0);
  const isShort = length(list) <= length(candidates) * LONGEST_LIST;
  return list.length >= MIN_LIST && isShort && known >= list.length * NAMED_AGAIN ? list : [];
}

/** Candidates with nothing between them; the last of a run has text after it, or nothing follows. */
function runsOf(candidates: readonly Candidate[]): readonly (readonly Candidate[])[] {
  const runs: Candidate[][] = [[]];
  for (const candidate of candidates) {
    runs.at(-1)?.push(candidate);
    if (hasBody(candidate)) runs.push([]);
  }
  return runs;
}

/** The part of a run that is a list: up to where a division is named again, and its text begins. */
function listOf(run: readonly Candidate[], told: ReadonlySet<string>): readonly Candidate[] {
  const title = run.findIndex(({ line }) => line.kind === 'contents');
  const from = Math.max(0, title);
  const seen = new Set<string>();
  let to = from;
  for (; to < run.length; to++) {
    const candidate = run[to];
    if (candidate === undefined || hasBody(candidate) || seen.has(candidate.line.key)) break;
    seen.add(candidate.line.key);
  }
  const list = run.slice(from, to);
  if (title >= 0) return trimmed(list, told);
  const known = list.filter(({ line }) => told.has(line.key)).length;
  return list.length >= MIN_LIST && known * 2 > list.length ? trimmed(list, told) : [];
}

/** A part's name right before the first chapter belongs to the text unless it is named again. */
function trimmed(list: readonly Candidate[], told: ReadonlySet<string>): readonly Candidate[] {
  const last = list.findLastIndex(({ line }) => line.kind === 'contents' || told.has(line.key));
  return list.slice(0, last + 1);
}
