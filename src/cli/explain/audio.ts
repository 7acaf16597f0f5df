import type { Explanation } from './explanation.js';

/** 3xxx: programs, clips and the finished file. */
export const AUDIO = {
  programMissing: {
    title: 'A program is missing',
    meaning: 'Something that e2a starts (ffmpeg, ffprobe, a player, Calibre) was not found on this machine.',
    causes: ['It is not installed.', 'It is not on the PATH of the process, for instance in a service.'],
    cures: [
      '`e2a doctor` says what is missing and how to install it.',
      '`sudo apt-get install -y ffmpeg`, on macOS `brew install ffmpeg`.',
    ],
  },
  programFailed: {
    title: 'A program ended with an error',
    meaning: 'A program that e2a started did not do its work; its last words stand in the error.',
    causes: [
      'A full disk.',
      'Too little memory: the system ended it.',
      'An ffmpeg without the encoder that is needed.',
    ],
    cures: [
      'Make room on the disk, then `e2a retry JOB`; what is spoken is kept.',
      '`e2a doctor` checks whether ffmpeg can do what is needed.',
    ],
  },
  clipDamaged: {
    title: 'Stored sound is damaged or gone',
    meaning:
      'A clip in the store does not match the facts stored with it. A Chapter that finds one speaks it again; this error remains only where that did not help.',
    causes: ['A disk that is failing.', 'A store that is too small, so that the oldest clips went.'],
    cures: [
      '`e2a retry JOB` speaks what is missing.',
      'Give the store more room: `max_file_store` in nats-server.conf.',
    ],
  },
  encodeMismatch: {
    title: 'The made file is not what it should be',
    meaning:
      'e2a checks what it made: number of samples, marks, packets. Here something did not fit, so the file was not delivered.',
    causes: ['A full disk.', 'An ffmpeg with a fault of its own.'],
    cures: [
      'Make room, then `e2a retry JOB`.',
      'Install another ffmpeg (5.1 to 7 are tested).',
      'If it stays: please report it, with the error.',
    ],
  },
} as const satisfies Record<string, Explanation>;
