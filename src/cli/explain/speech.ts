import type { Explanation } from './explanation.js';

/** 2xxx: voices, engines, devices and recognisers. */
export const SPEECH = {
  voiceUnknown: {
    title: 'There is no such voice',
    meaning: 'Neither the catalogue nor this machine knows a voice of this name, or none for the language of the book.',
    causes: ['A typing slip.', 'A voice of another engine: names of espeak and of Piper differ.'],
    cures: [
      '`e2a voices --all` lists all; `e2a voices --language fr` those of a language.',
      'The error names the nearest.',
    ],
  },
  voiceMissing: {
    title: 'The voice is not on this machine',
    meaning: 'The catalogue knows the voice, but its files are not in the folder for voices.',
    causes: ['It was never fetched.', '`E2A_VOICES` names another folder than the one it was fetched to.'],
    cures: [
      '`e2a voices pull NAME` fetches it and checks its digest.',
      'Without internet: `e2a voices pull NAME --from FOLDER`, or `e2a voices push NAME` from a machine that has it.',
    ],
  },
  voiceDamaged: {
    title: 'The files of a voice are damaged',
    meaning: 'A file of the voice has another digest than it should, or its description cannot be understood.',
    causes: ['A download that stopped.', 'A full disk.', 'A voice of your own whose description lacks something.'],
    cures: [
      '`e2a voices pull NAME` fetches what is wrong again.',
      'For a voice of your own the error says what is missing.',
    ],
  },
  engineBroken: {
    title: 'The speech engine does not work here',
    meaning:
      'The voice is there, but the program that speaks it did not start, ended, or cannot do what this voice needs.',
    causes: [
      'An espeak-ng that is too old for the language of the voice.',
      'Too little memory: a slot needs some 450 MB.',
      'An onnxruntime that does not fit this machine.',
    ],
    cures: [
      '`e2a doctor` finds out which.',
      'Try fewer slots: `--slots 1`.',
      'The same command goes on where it stopped; what is spoken is kept.',
    ],
  },
  phonemiserMissing: {
    title: 'The program espeak-ng is missing',
    meaning: 'Piper voices are fed with phonemes, which espeak-ng makes. It was not found.',
    causes: ['It is not installed.', 'It is not on the PATH of the process, for instance in a service.'],
    cures: [
      '`sudo apt-get install -y espeak-ng`, on macOS `brew install espeak-ng`.',
      'Or take a voice that needs none: `e2a voices --engine hibari`.',
    ],
  },
  speechRejected: {
    title: 'A piece of text could not be spoken',
    meaning:
      'The engine gave no usable sound for a segment, or silence, or far too much, twice with different seeds. The segment becomes flagged silence and the chapter is marked as degraded.',
    causes: [
      'Text without words: tables of signs, rows of dots, code.',
      'A language that the voice does not know.',
      'A voice that is not good with very short or very long sentences.',
    ],
    cures: [
      '`e2a dlq ls` shows the text; `e2a dlq show ID` all of it.',
      'Say the word otherwise: `e2a lexicon add WORD "SAID AS"`, then `e2a retry JOB`.',
      'Or leave the passage out with a plan file: `e2a plan BOOK --save plan.json --text`.',
    ],
  },
  downloadFailed: {
    title: 'A voice could not be fetched',
    meaning: 'No source of the voice answered with the right bytes, or they could not be written.',
    causes: ['No internet, or a proxy that is not set.', 'A full disk.', 'A mirror that has another version.'],
    cures: [
      'Try again; what was fetched is kept and the rest goes on.',
      'Set `HTTPS_PROXY`, or name a mirror with `HF_ENDPOINT`.',
      'Copy the files from another machine: `e2a voices pull NAME --from FOLDER`.',
    ],
  },
  deviceUnavailable: {
    title: 'The GPU that was asked for does not work',
    meaning:
      'A GPU has to speak a second before e2a works with it; this one could not. e2a does not take the CPU instead in silence.',
    causes: [
      'No driver, or one too old for the CUDA of onnxruntime.',
      'The memory of the GPU is full.',
      'A container that was not given the GPU.',
      'An engine that does not run on GPUs.',
    ],
    cures: [
      '`e2a doctor --gpu` says which part is missing.',
      '`nvidia-smi` shows who uses the memory.',
      '`--gpu auto` takes the CPU when no GPU works, and says so; `--gpu none` never asks.',
    ],
  },
  speechServer: {
    title: 'The speech server does not answer as it should',
    meaning:
      'The server behind `--engine openai` is away, refuses the key, does not know the voice or model, or answers with something that is no sound.',
    causes: ['A wrong address or key.', 'The server is still loading its model.', 'A limit of calls was reached.'],
    cures: [
      'Look at `E2A_OPENAI_URL`, `E2A_OPENAI_KEY` and `E2A_OPENAI_MODEL`: `e2a config show`.',
      'Ask less often: `e2a cluster limit openai --per-minute 60`.',
      'What is spoken is kept; the same command goes on.',
    ],
  },
  recogniserMissing: {
    title: 'There is no recogniser on this machine',
    meaning:
      '`e2a verify`, `convert --verify` and nodes of the role verify need a program that writes down what it hears.',
    causes: ['It is not part of the usual set-up, since it is 300 MB.'],
    cures: ['`npm run setup -- --recogniser` fetches it.', 'Set `E2A_RECOGNISER_MODEL` for a model of your own.'],
  },
  recogniserFailed: {
    title: 'The recogniser could not hear this',
    meaning: 'It did not start, ended, or could make nothing of a file.',
    causes: ['Too little memory.', 'A model that is damaged or of another kind.'],
    cures: ['`npm run setup -- --recogniser` looks after it.', 'Try again: `e2a verify JOB`.'],
  },
} as const satisfies Record<string, Explanation>;
