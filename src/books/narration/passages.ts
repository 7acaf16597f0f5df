import type { Passage } from '../book.js';
import { primaryLanguage } from '../language.js';
import type { FlowItem } from './flow.js';
import { lowerOpening } from './opening.js';
import { runsOf } from './runs.js';

/** The language a book is read in, and the one it wrongly says it is in, which its files then say too. */
export interface BookLanguage {
  readonly language: string;
  readonly overruled: string | null;
}

/** Blocks as a voice gets them: the first line of the text in plain letters, a language only where it is another. */
export function passagesOf(items: readonly FlowItem[], { language, overruled }: BookLanguage): readonly Passage[] {
  let opened = false;
  const isOwn = (tag: string): boolean =>
    [language, overruled ?? language].some((own) => primaryLanguage(own) === primaryLanguage(tag));
  return items.map(({ block }) => {
    const isOpening = !opened && (block.kind === 'paragraph' || block.kind === 'quote');
    if (isOpening) opened = true;
    const text = isOpening ? lowerOpening(block.text) : block.text;
    const differs = block.language !== null && !isOwn(block.language);
    return {
      kind: block.kind,
      text,
      ...(differs && block.language !== null ? { language: block.language } : {}),
      ...runsOf(block, differs ? block.language : null, language),
      ...(block.endsStanza ? { endsStanza: true as const } : {}),
    };
  });
}

/** No scene break begins or ends a chapter, follows another or stands beside a heading. */
export function withoutLooseBreaks(passages: readonly Passage[]): readonly Passage[] {
  const kept: Passage[] = [];
  for (const passage of passages) {
    const before = kept.at(-1);
    if (passage.kind === 'break' && (before === undefined || before.kind === 'break' || before.kind === 'heading'))
      continue;
    if (passage.kind === 'heading' && before?.kind === 'break') kept.pop();
    kept.push(passage);
  }
  if (kept.at(-1)?.kind === 'break') kept.pop();
  return kept;
}
