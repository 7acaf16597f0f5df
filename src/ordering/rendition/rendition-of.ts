import type { Settings } from '../../config/index.js';
import { CODES, EXIT, nearest, UserError } from '../../core/index.js';
import { EXTRAS, type Rendition, renditionFault } from '../../planning/index.js';

type Extra = Rendition['extras'][number];

/**
 * What the settings want a book of so many chapters to become.
 * @throws UserError (exit 2): an extra that is none, or more chapters than one file can tell apart
 */
export function renditionOf(
  {
    outputFormat: format,
    outputSplit: split,
    outputExtras,
  }: Pick<Settings, 'outputFormat' | 'outputSplit' | 'outputExtras'>,
  chapters: number,
): Rendition {
  const extras = outputExtras
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map(extraNamed);
  const rendition: Rendition = { format, split, extras: EXTRAS.filter((extra) => extras.includes(extra)) };
  const fault = renditionFault(rendition, chapters);
  if (fault === null) return rendition;
  throw new UserError(
    {
      code: CODES.usage,
      what: 'So many chapters do not go into one file of this format.',
      why: fault,
      fix: '--split chapters, or --format m4b',
    },
    EXIT.usage,
  );
}

function extraNamed(typed: string): Extra {
  const found = EXTRAS.find((extra) => extra === typed.toLowerCase());
  if (found !== undefined) return found;
  const meant = nearest(typed, EXTRAS);
  throw new UserError(
    {
      code: CODES.usage,
      what: `"${typed}" is nothing that may lie beside a book.`,
      why: meant === null ? `There are ${EXTRAS.join(', ')}.` : `There is one called ${meant}.`,
      fix: 'name some of them with --extras, with commas between',
    },
    EXIT.usage,
  );
}
