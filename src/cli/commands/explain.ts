import { Command } from 'commander';
import { CODES, EXIT, type ExitCode, nearest, UserError } from '../../core/index.js';
import { action, withJson } from '../command.js';
import type { ExplainedCode } from '../explain/index.js';
import { drawingOn } from '../render/drawing.js';
import { codesTable, docsOf, explanationText } from '../render/explained.js';
import { ndjson } from '../render/ndjson.js';
import type { CommandContext } from '../surroundings.js';

interface ExplainFlags {
  readonly json?: boolean;
}

export function explainCommand(context: CommandContext): Command {
  const command = new Command('explain')
    .description('what an error code means, why it comes, what to do')
    .argument('[code]', 'as errors end with it: E2A-1003, or 1003; without it: all of them');
  return withJson(command).action(
    action(context, (code: string | undefined, flags: ExplainFlags) => explain(code, flags, context)),
  );
}

async function explain(asked: string | undefined, { json }: ExplainFlags, { out }: CommandContext): Promise<ExitCode> {
  const { explainedCodes } = await import('../explain/index.js');
  const all = explainedCodes();
  if (asked === undefined) {
    const short = all.map(({ code, title }) => ({ code, title, docs: docsOf(code) }));
    out.write(json === true ? ndjson({ codes: short }) : codesTable(all, drawingOn(out)));
    return EXIT.done;
  }
  const found = findCode(asked, all);
  out.write(json === true ? ndjson({ ...found, docs: docsOf(found.code) }) : explanationText(found, drawingOn(out)));
  return EXIT.done;
}

/** @throws UserError (exit 5) when there is no such code */
function findCode(asked: string, all: readonly ExplainedCode[]): ExplainedCode {
  const wanted = codeMeant(asked);
  const found = all.find(({ code }) => code === wanted);
  if (found !== undefined) return found;
  const close = nearest(
    wanted,
    all.map(({ code }) => code),
  );
  throw new UserError(
    {
      code: CODES.noSuchThing,
      what: `There is no error code ${asked}.`,
      why: close === null ? undefined : `The nearest is ${close}.`,
      fix: close === null ? 'e2a explain' : `e2a explain ${close}`,
    },
    EXIT.notFound,
  );
}

/** `1003`, `e2a-1003` and `E2A1003` are the same. */
const codeMeant = (asked: string): string =>
  asked
    .trim()
    .toUpperCase()
    .replace(/^(?:E2A[-_ ]?)?(?=\d)/, 'E2A-');
