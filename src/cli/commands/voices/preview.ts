import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Settings } from '../../../config/index.js';
import { CODES, EXIT, type ExitCode, safeFileName, toError, UserError } from '../../../core/index.js';
import type { Preview } from '../../../host/preview/index.js';
import {
  choiceOfVoice,
  enginePlace,
  firstUseNotice,
  type LocalReadingWishes,
  noteSpeed,
  previewOfBook,
  previewOfText,
  readBookFile,
  writeWhole,
} from '../../../ordering/index.js';
import { action, settingsFor, withJson } from '../../command.js';
import { ndjson } from '../../render/ndjson.js';
import { timesRealTime } from '../../render/voices.js';
import type { CommandContext } from '../../surroundings.js';
import { play } from '../../voices/play.js';
import { loadPreview } from '../../wiring.js';

interface PreviewFlags {
  readonly json?: boolean;
  readonly book?: string;
  readonly chapter?: string;
  readonly lexicon?: string;
  readonly engine?: string;
  readonly output?: string;
  readonly speed: number;
  readonly play?: boolean;
}

/** As the engines have it; they are not loaded for a help text. */
const SLOWEST = 0.5;
const FASTEST = 2;

const EXAMPLES = `
Examples:
  e2a voices preview hibari-heart "It was a bright cold day."
  e2a voices preview de_DE-thorsten-medium --book buch.epub --chapter 3 --play`;

export function previewCommand(context: CommandContext): Command {
  return withJson(new Command('preview'))
    .description('hear a voice: a sentence of yours, or of your book')
    .argument('<name>', 'an installed voice')
    .argument('[text]', 'what it says; default: a sentence in its language')
    .addOption(new Option('--book <file>', 'a few sentences of this book, read as convert reads it'))
    .option('--chapter <n>', 'with --book: of this chapter, as e2a plan numbers it')
    .option('--lexicon <names>', 'with --book: say words as these lists want it')
    .option('--engine <name>', 'for a voice that stands in no list')
    .addOption(new Option('--speed <factor>', '0.5 … 2; 1 is the voice’s own pace').argParser(speed).default(1))
    .option('--output <file>', 'where the sound goes; default: NAME-preview.wav')
    .option('--play', 'play it, too (ffplay, aplay or afplay)')
    .addHelpText('after', EXAMPLES)
    .action(
      action(context, (name: string, text: string | undefined, flags: PreviewFlags) =>
        preview(name, text, flags, context),
      ),
    );
}

function speed(text: string): number {
  const factor = Number(text);
  if (text.trim() === '' || !(factor >= SLOWEST && factor <= FASTEST))
    throw new InvalidArgumentError(`It has to be a number from ${SLOWEST} to ${FASTEST}.`);
  return factor;
}

async function preview(
  name: string,
  text: string | undefined,
  flags: PreviewFlags,
  context: CommandContext,
): Promise<ExitCode> {
  const { words, out } = context;
  demandOneSource(text, flags);
  const settings = settingsFor(context, { engine: flags.engine });
  const { language, licence, ...choice } = await choiceOfVoice(name, settings, flags.engine);
  const said =
    flags.book === undefined
      ? await previewOfText(text, language)
      : await previewOfBook(await readBookFile(flags.book, context.cwd), readingOf(flags), language, context);
  const notice = await firstUseNotice({ voice: name, licence }, settings.cacheFolder);
  for (const note of [...said.notes, ...(notice === null ? [] : [notice])])
    words.write(`${words.paint('yellow', 'note:')} ${note}\n`);
  const { speakPreview } = await loadPreview();
  const request = { ...choice, ...enginePlace(settings), utterances: said.utterances, speed: flags.speed };
  const made = await speakPreview(request, context, context.interruption.signal);
  const path = resolve(context.cwd, flags.output ?? `${safeFileName(name)}-preview.wav`);
  await writeSound(path, made);
  await remember(name, made, settings, context);
  if (flags.json === true)
    out.write(ndjson({ voice: name, file: path, seconds: made.seconds, timesRealTime: made.timesRealTime }));
  else {
    words.write(
      `${name} says: ${said.utterances.map((utterance) => utterance.text).join(' ')}\n` +
        `${made.seconds.toFixed(1)} s of speech, made at ${timesRealTime(made.timesRealTime)} real time by one slot.\n`,
    );
    out.write(`${path}\n`);
  }
  if (flags.play === true) await play(path, context);
  return EXIT.done;
}

/** A flag that changes nothing is a mistake. @throws UserError (exit 2) */
function demandOneSource(text: string | undefined, { book, chapter, lexicon }: PreviewFlags): void {
  const saysTwoThings = book !== undefined && text !== undefined;
  if (saysTwoThings) throw wrongSource('A voice says one thing: a text or a book.', 'leave the text or --book out');
  if (book === undefined && (chapter !== undefined || lexicon !== undefined))
    throw wrongSource('--chapter and --lexicon are for a book.', 'name it with --book FILE');
}

const wrongSource = (what: string, fix: string): UserError =>
  new UserError({ code: CODES.usage, what, fix: `${fix}: e2a voices preview --help` }, EXIT.usage);

const readingOf = ({ chapter, lexicon }: PreviewFlags): LocalReadingWishes => ({
  ...(chapter === undefined ? {} : { chapters: chapter }),
  ...(lexicon === undefined ? {} : { lexicon }),
});

const remember = (voice: string, made: Preview, { dataFolder }: Settings, { clock }: CommandContext): Promise<void> =>
  noteSpeed(dataFolder, voice, { timesRealTime: made.timesRealTime, device: 'cpu', at: clock.now() });

/** Never half a file under its name. @throws UserError (exit 2) when it cannot be written */
async function writeSound(path: string, { pcm, sampleRate }: Preview): Promise<void> {
  const { wavFile } = await loadPreview();
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeWhole(path, wavFile(pcm, sampleRate));
  } catch (error) {
    const why = toError(error).message;
    throw new UserError(
      { code: CODES.outputUnwritable, what: `${path} cannot be written.`, why, fix: '--output FILE, somewhere else' },
      EXIT.usage,
      { cause: error },
    );
  }
}
