import type { Block } from '../manuscript.js';
import { type Candidate, hasBody } from './candidate.js';

/** Headings without text between them from which they are a list. */
const MIN_LIST = 4;

/**
 * Indexes of blocks that are a list of contents: headings one after another without text, which stand over text elsewhere.
 */
export function contentsLines(blocks: readonly Block[], candidates: readonly Candidate[]): ReadonlySet<number> {
  const told = new Set(candidates.filter(hasBody).map(({ line }) => line.key));
  const inList = new Set<number>();
  for (const run of runsOf(candidates)) {
    const list = listOf(run, told);
    const [first, last] = [list[0], list.at(-1)];
    if (first === undefined || last === undefined) continue;
    const after = candidates[candidates.indexOf(last) + 1]?.index ?? last.index + 1;
    for (let i = first.index; i < after; i++) if (blocks[i]?.kind !== 'break') inList.add(i);
  }
  return inList;
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
