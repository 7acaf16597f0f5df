import { Command, Option } from 'commander';
import { EXIT, type ExitCode } from '../../core/index.js';
import { type BookFile, readBookFile } from '../book-file.js';
import { action, settingsFor, withJson } from '../command.js';
import { shellCommand } from '../command-line.js';
import { shownLanguages, type ShownLanguages } from '../language-voices/shown.js';
import { type LanguageVoiceFlags, voiceWishes, withLanguageVoices } from '../language-voices/wishes.js';
import { wordUseDocument, wordUseText } from '../lexicon/words-used.js';
import { type LocalPlan, planAgain, planLocally } from '../local-plan.js';
import { type ReadingFlags, withReading } from '../reading/flags.js';
import { savePlanText } from '../reading/plan-file.js';
import { digestOf } from '../reading/reading-of.js';
import { drawingOn } from '../render/drawing.js';
import { count } from '../render/durations.js';
import { ndjson } from '../render/ndjson.js';
import { planDocument, planTables, spokenText, tracedText } from '../render/plan.js';
import { sendingNotes, sendingSpeaker } from '../sending.js';
import type { CommandContext } from '../surroundings.js';
import { loadPlanning } from '../wiring.js';

interface PlanFlags extends ReadingFlags, LanguageVoiceFlags {
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
  const cutFor = voiceWishes(flags).map(({ language, voice }) => ({ language, profile: voice }));
  const local = await planLocally(file, flags, context, cutFor);
  if (flags.save === undefined) {
    const shown = await shownLanguages(flags, local.planned, context);
    const settings = settingsFor(context, {});
    const sending = sendingNotes(await sendingSpeaker(settings), local.planned, settings);
    context.out.write(asAsked(local, { ...shown, notes: [...shown.notes, ...sending] }, flags, context));
  } else await save(flags.save, name, file, local, flags, context);
  return EXIT.done;
}

function asAsked(
  { planned, reading, notes: ofReading, words }: LocalPlan,
  { languages, notes: ofVoices }: ShownLanguages,
  flags: PlanFlags,
  { out }: CommandContext,
): string {
  const notes = [...ofReading, ...ofVoices];
  if (flags.json === true) return ndjson(planDocument(planned, reading, notes, wordUseDocument(words), languages));
  if (flags.trace === true) return tracedText(planned);
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
