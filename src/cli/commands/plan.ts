import { Command, Option } from 'commander';
import { EXIT, type ExitCode } from '../../core/index.js';
import {
  type BookFile,
  count,
  digestOf,
  type LanguageVoiceWishes,
  type LocalPlan,
  type LocalReadingWishes,
  lookAtBook,
  planAgain,
  planDocument,
  type PlanRemarks,
  planRemarks,
  readBookFile,
  savePlanText,
} from '../../ordering/index.js';
import { action, settingsFor, withJson } from '../command.js';
import { shellCommand } from '../command-line.js';
import { withLanguageVoices } from '../language-voices/flags.js';
import { withReading } from '../reading/flags.js';
import { drawingOn } from '../render/drawing.js';
import { ndjson } from '../render/ndjson.js';
import { planTables, spokenText } from '../render/plan.js';
import { wordUseText } from '../render/word-uses.js';
import type { CommandContext } from '../surroundings.js';
import { loadPlanner, loadPlanning } from '../wiring.js';

interface PlanFlags extends LocalReadingWishes, LanguageVoiceWishes {
  readonly text?: boolean;
  readonly trace?: boolean;
  readonly save?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

export function planCommand(context: CommandContext): Command {
  const command = new Command('plan')
    .description('show what would be spoken, how long it takes, what is left out')
    .argument('<book>', 'an e-book');
  withLanguageVoices(withReading(command))
    .addOption(
      new Option('--text', 'print every word that would be spoken; with --save: put it into the file').conflicts(
        'json',
      ),
    )
    .addOption(
      new Option('--trace', 'with --text: under each line what the rules of its language changed').conflicts([
        'json',
        'save',
      ]),
    )
    .option('--save <file>', 'write a plan file to edit: chapters, titles and, with --text, every passage')
    .option('--force', 'write over an existing plan file');
  return withJson(command).action(action(context, (book: string, flags: PlanFlags) => plan(book, flags, context)));
}

async function plan(name: string, flags: PlanFlags, context: CommandContext): Promise<ExitCode> {
  const file = await readBookFile(name, context.cwd);
  const local = await lookAtBook(file, flags, context);
  if (flags.save === undefined) {
    const remarks = await planRemarks(local, flags, settingsFor(context, {}));
    context.out.write(await asAsked(local, remarks, flags, context));
  } else await save(flags.save, name, file, local, flags, context);
  return EXIT.done;
}

async function asAsked(
  local: LocalPlan,
  remarks: PlanRemarks,
  flags: PlanFlags,
  { out }: CommandContext,
): Promise<string> {
  const { planned, words } = local;
  const { languages, notes } = remarks;
  if (flags.json === true) return ndjson(planDocument(local, remarks));
  if (flags.trace === true) return spokenText(planned, (await loadPlanner()).ruleChanges);
  if (flags.text === true) return spokenText(planned);
  const drawing = drawingOn(out);
  return planTables(planned, notes, languages, drawing) + wordUseText(words, drawing.paintHeading);
}

/** @throws UserError (exit 2) when the file cannot be written or is there */
async function save(
  target: string,
  name: string,
  file: BookFile,
  { book, reading, planned, notes }: LocalPlan,
  flags: PlanFlags,
  { cwd, version, out, words }: CommandContext,
): Promise<void> {
  const { selectChapters, writePlanFile } = await loadPlanning();
  const everyChapter = { ...reading, edits: reading.edits.map((edit) => ({ ...edit, read: true })) };
  const text = writePlanFile({
    book,
    digest: digestOf(file),
    fileName: file.fileName,
    e2a: version,
    choice: reading.choice,
    edits: reading.edits,
    selected: new Set(selectChapters(flags.chapters ?? null, book.chapters.length)),
    plan: { ...(await planAgain({ book, reading: everyChapter }, file, null)).plan, leftOut: planned.plan.leftOut },
    text: flags.text === true,
  });
  const path = await savePlanText(target, cwd, text, flags.force === true);
  if (flags.json === true) {
    out.write(ndjson({ file: path, chapters: planned.plan.chapters.length }));
    return;
  }
  for (const note of [...planned.plan.warnings, ...notes]) words.write(`${words.paint('yellow', 'note:')} ${note}\n`);
  const next = shellCommand(['e2a', 'convert', name, '--plan', target]);
  words.write(`The plan of ${count(planned.plan.chapters.length, 'chapter')} is saved. Edit it, then: ${next}\n`);
  out.write(`${path}\n`);
}
