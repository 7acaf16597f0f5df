import { CODES, EXIT, UserError } from '../../core/index.js';
import { FORMATS } from '../../planning/index.js';

/**
 * The format for `--output book.mp3`: its name says it.
 * @throws UserError (exit 2) when `--format` says another
 */
export function formatOf(format: string | undefined, output: string | undefined): string | undefined {
  const named = FORMATS.find((one) => output?.toLowerCase().endsWith(`.${one}`));
  if (named === undefined || format === undefined || named === format) return format ?? named;
  throw new UserError(
    {
      code: CODES.usage,
      what: `${output} does not end in .${format}.`,
      fix: `--output with a name that ends in .${format}, or --format ${named}`,
    },
    EXIT.usage,
  );
}
