import { Command } from 'commander';
import { CODES, EXIT, type ExitCode, UserError } from '../../../core/index.js';
import { readListText, writeListText } from '../../../ordering/index.js';
import type { LexiconEntry } from '../../../planning/index.js';
import { action, settingsFor, withJson } from '../../command.js';
import { type ListFlags, listPathOf, withList } from './list-choice.js';
import { type SaidHere, saidHere, shownWith } from '../../lexicon/said.js';
import { ndjson } from '../../render/ndjson.js';
import type { CommandContext } from '../../surroundings.js';
import { loadLexicon } from '../../wiring.js';

interface AddFlags extends ListFlags {
  readonly lang?: string;
  readonly json?: boolean;
}

/** A word without a language is tried with the voice of the language e2a began with. */
const USUAL_LANGUAGE = 'en';

export function addCommand(context: CommandContext): Command {
  const command = new Command('add')
    .description("say how a word is said: add Hermione 'Her-my-o-nee', or add Hermione /hɜːˈmaɪəni/")
    .argument('<word>', 'a word or a few, as the book writes them')
    .argument('<said>', 'other letters for it, or its sounds (IPA) between slashes')
    .option('--lang <tag>', 'only in this language: de');
  return withJson(withList(command)).action(
    action(context, (word: string, said: string, flags: AddFlags) => add(word, said, flags, context)),
  );
}

async function add(word: string, said: string, flags: AddFlags, context: CommandContext): Promise<ExitCode> {
  const { out, words } = context;
  const settings = settingsFor(context, {});
  const { parseList, saidText, withEntry } = await loadLexicon();
  const entry = await entryFrom(word, said, flags.lang);
  const path = listPathOf(flags, context);
  const before = (await readListText(path)) ?? '';
  parseList(before, path);
  const after = withEntry(before, entry);
  parseList(after, path);
  await writeListText(path, after);
  const language = entry.language ?? USUAL_LANGUAGE;
  const here = await saidHere([entry], entry.word, language, settings);
  if (flags.json === true) {
    out.write(ndjson({ list: path, word: entry.word, said: entry.said, language: entry.language, voice: here }));
    return EXIT.done;
  }
  out.write(`${entry.word} = ${saidText(entry)}\n`);
  words.write(`Written to ${path}. A voice is given: ${await shownWith([entry], entry.word, language)}\n`);
  for (const line of voiceWords(here)) words.write(`${line}\n`);
  return EXIT.done;
}

async function entryFrom(word: string, said: string, language: string | undefined): Promise<LexiconEntry> {
  const { entryOf } = await loadLexicon();
  if (language !== undefined && !/^[a-z]{2,3}$/i.test(language))
    throw wrongEntry(`"${language}" is no language: it looks like de or en.`);
  const made = entryOf(word, said, language ?? null);
  if (made.type === 'entry') return made.entry;
  throw wrongEntry(made.type === 'problem' ? made.what : `"${word}" is no word.`);
}

/** What the voice of this machine makes of it; nothing where there is none. */
export function voiceWords(here: SaidHere | null): readonly string[] {
  if (here === null || here.sounds === null) return [];
  const { voice, sounds, usual, unknown } = here;
  const before = usual === sounds || usual === null ? '' : `; without the list: ${usual}`;
  return [
    `${voice} says it ${sounds}${before}`,
    ...(unknown.length === 0 ? [] : [`It has no sound for ${unknown.join(' ')} and leaves that out.`]),
  ];
}

const wrongEntry = (why: string): UserError =>
  new UserError(
    {
      code: CODES.wordList,
      what: 'Nothing was added.',
      why,
      fix: "e2a lexicon add WORD 'SAID AS'   or   e2a lexicon add WORD /IPA/",
    },
    EXIT.usage,
  );
