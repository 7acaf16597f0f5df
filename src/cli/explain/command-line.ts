import type { Explanation } from './explanation.js';

/** 5xxx: what was typed, where things go, and what cannot be done now. */
export const COMMAND_LINE = {
  usage: {
    title: 'The command is not understood',
    meaning: 'A command, flag or value does not exist, is missing, or does not go with the others. Nothing was begun.',
    causes: ['A typing slip; the error names the nearest.', 'A value that needs quotes.'],
    cures: ['`e2a COMMAND --help` has the flags and examples.', '`e2a completion SHELL` lets the Tab key spell them.'],
  },
  outputExists: {
    title: 'Something else lies where the file should go',
    meaning:
      'A file is there that this order did not make, or that was changed since. e2a writes over nothing without being told.',
    causes: ['The same book with another voice or format was made before.', 'A file of yours has that name.'],
    cures: ['Name another place with `--output`.', 'Write over it with `--force`.'],
  },
  noSuchJob: {
    title: 'There is no such job',
    meaning: 'The cluster has no job of this name, and none or several whose names begin so.',
    causes: ['A typing slip.', 'It was removed.', 'It is on another cluster than the one that was asked.'],
    cures: ['`e2a jobs` lists all.', '`@last` is the one submitted last.', 'Look where you are: `e2a config show`.'],
  },
  notFinished: {
    title: 'It is not there yet',
    meaning: 'What was asked for is still being made, or was made and is gone.',
    causes: ['The chapter or the book is still being spoken.', 'The file was cleaned away.'],
    cures: [
      '`e2a watch JOB` looks on until it is there.',
      'Where it is gone: submit the book again with `--force`; what is spoken is not spoken again.',
    ],
  },
  jobFailed: {
    title: 'The job failed or was cancelled',
    meaning: 'It is over without a file. What was spoken is kept.',
    causes: ['Somebody cancelled it.', 'Every chapter failed, for the reason that stands with it.'],
    cures: [
      '`e2a show JOB` has the reason.',
      '`e2a dlq ls` has what nobody could do.',
      '`e2a retry JOB` goes on with it.',
    ],
  },
  configInvalid: {
    title: 'A setting cannot be used',
    meaning:
      'A flag, a variable or a line of e2a.toml has a value that is not allowed, or a file of settings cannot be read.',
    causes: [
      'A typing slip.',
      'A secret in a file, where it must not be.',
      'A context of the nats command line that is gone.',
    ],
    cures: [
      '`e2a config show` tells every value and where it came from.',
      'The error names the flag, variable or file.',
    ],
  },
  outputUnwritable: {
    title: 'The place cannot be written to',
    meaning: 'The folder for the result is not there, is another user’s, or the disk is full.',
    causes: ['A folder that does not exist.', 'Rights.', 'A full disk, or one that is read-only.'],
    cures: ['Make the folder, or name another with `--output`.', 'What is spoken is kept; the same command goes on.'],
  },
  notNow: {
    title: 'That cannot be done now',
    meaning:
      'What was asked for does not go with how things stand: nothing can be retried that still runs, nothing paused that is over, and nothing answers that is not up.',
    causes: ['The job has gone on meanwhile.', 'What was asked is just being started, or was stopped.'],
    cures: [
      '`e2a show JOB` tells how it stands.',
      'Where it is over: `e2a retry JOB`; where it runs: `e2a cancel JOB` first.',
      'Where nothing answers: start it, `e2a up` or `e2a node`, or ask again in a moment.',
    ],
  },
  noSuchThing: {
    title: 'There is no such thing',
    meaning: 'No node, dead letter, chapter, word list, format or code of this name is there.',
    causes: ['A typing slip.', 'It has gone since you looked.'],
    cures: ['List what there is: `e2a cluster ls`, `e2a dlq ls`, `e2a show JOB`, `e2a lexicon ls`, `e2a explain`.'],
  },
  internal: {
    title: 'A mistake in e2a',
    meaning: 'Something happened that should not be possible. It is not your fault; what is spoken is kept.',
    causes: ['A fault in e2a.', 'e2a was not built after an update.', 'Two versions of e2a that use the same store.'],
    cures: [
      'Run `npm run build`, then the same command.',
      'The report is in last-error.log in the cache folder; `--debug` prints it.',
      'Please report it with that file.',
    ],
  },
} as const satisfies Record<string, Explanation>;
