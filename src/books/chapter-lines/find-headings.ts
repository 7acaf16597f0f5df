import type { Block } from '../manuscript.js';
import { countLetters } from '../markup/index.js';
import { type Candidate, hasBody } from './candidate.js';
import { contentsLines } from './contents-lines.js';
import { type HeadingLine, headingLine } from './heading-line.js';
import { titleLines } from './title-lines.js';

/** Headings that a document of a book has when it marks them at all. */
const MIN_MARKED = 2;
/** Numbers in order from which lone numbers are headings. */
const MIN_NUMBERS = 3;
/** A number may be missing: its line was something else. */
const MAX_GAP = 3;
/** Level of parts, and of chapters. */
const PART_LEVEL = 2;
const CHAPTER_LEVEL = 3;

/** The same blocks, with lines that look like headings made headings where none are marked. Nothing else changes. */
export function findHeadings(blocks: readonly Block[]): readonly Block[] {
  const marked = blocks.filter(({ kind, region }) => kind === 'heading' && region === null).length;
  if (marked >= MIN_MARKED) return blocks;
  const candidates = candidatesOf(blocks);
  const contents = contentsLines(blocks, candidates);
  const headings = believable(candidates.filter(({ index }) => !contents.has(index)));
  const levels = levelsOf(headings);
  const titles = titleLines(blocks, headings, contents);
  for (const [index, owner] of titles) levels.set(index, levels.get(owner) ?? CHAPTER_LEVEL);
  return blocks.map((block, i): Block => {
    const level = levels.get(i);
    if (level !== undefined) return { ...block, kind: 'heading', level, endsStanza: false };
    return contents.has(i) ? { ...block, region: 'contents' } : block;
  });
}

function candidatesOf(blocks: readonly Block[]): readonly Candidate[] {
  const found: { index: number; line: HeadingLine; body: number }[] = [];
  for (const [index, block] of blocks.entries()) {
    if (block.region !== null) continue;
    const line = block.kind === 'quote' ? null : headingLine(block.text);
    const last = found.at(-1);
    if (line !== null) found.push({ index, line, body: 0 });
    else if (last) last.body += countLetters(block.text);
  }
  return found;
}

/** Named divisions always; lone numbers only where no chapters are named and they count. */
function believable(candidates: readonly Candidate[]): readonly Candidate[] {
  const named = candidates.filter(({ line }) => line.kind === 'chapter').length;
  const numbers = candidates.filter(({ line }) => line.kind === 'number');
  const counted = new Set(named >= MIN_MARKED ? [] : counting(candidates, numbers));
  return candidates.filter(
    (candidate) => candidate.line.kind !== 'contents' && (candidate.line.kind !== 'number' || counted.has(candidate)),
  );
}

/** The numbers that go on from one another (or begin again), when there are enough. */
function counting(all: readonly Candidate[], numbers: readonly Candidate[]): readonly Candidate[] {
  const named = new Set(all.filter(({ line }, i) => all[i + 1]?.line.kind === 'matter' && line.kind === 'number'));
  const kept: Candidate[] = [];
  for (const candidate of numbers) {
    const [value, before] = [candidate.line.value ?? 0, kept.at(-1)?.line.value ?? 0];
    const goesOn = value === 1 || (value > before && value <= before + MAX_GAP);
    if (goesOn && (hasBody(candidate) || named.has(candidate))) kept.push(candidate);
  }
  return kept.length >= MIN_NUMBERS ? kept : [];
}

function levelsOf(headings: readonly Candidate[]): Map<number, number> {
  const hasParts = headings.some(({ line }) => line.kind === 'part');
  const isLow = ({ line }: Candidate): boolean => hasParts && (line.kind === 'chapter' || line.kind === 'number');
  return new Map(headings.map((heading) => [heading.index, isLow(heading) ? CHAPTER_LEVEL : PART_LEVEL]));
}
