import { describe, expect, it } from 'vitest';
import { loadSettings } from '../../src/config/index.js';
import { UserError } from '../../src/core/index.js';
import { type OrderWishes, orderWishesFrom, settingsUnder, wishedSettings } from '../../src/ordering/index.js';

const ALL: OrderWishes = {
  voice: 'en_US-joe-medium',
  engine: 'piper',
  chapters: '1-3,7',
  include: ['front,notes'],
  exclude: ['preface'],
  notes: 'end',
  lexicon: 'discworld,my names',
  speed: 1.1,
  pause: ['paragraph=0.9'],
  voiceFor: ['fr=piper:fr_FR-siwis-medium'],
  format: 'mp3',
  split: 'chapters',
  extras: ['srt,epub', 'cover'],
  priority: 'p2',
  force: true,
};

function refusalOf(value: unknown): UserError {
  try {
    orderWishesFrom(value);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('it was taken');
}

describe('wishes from the network', () => {
  it('are the same as those of a command line, and may be left out', () => {
    expect(orderWishesFrom(ALL)).toEqual(ALL);
    expect(orderWishesFrom({})).toEqual({});
  });

  it('are settings where settings have them', () => {
    expect(wishedSettings(ALL)).toEqual({
      voice: 'en_US-joe-medium',
      engine: 'piper',
      outputFormat: 'mp3',
      outputSplit: 'chapters',
      outputExtras: 'srt,epub,cover',
    });
  });

  it('lie over the settings; what is not wished stays', () => {
    const machine = { env: {}, home: '/nowhere', platform: 'linux', cwd: '/nowhere' } as const;
    const { settings } = loadSettings({ voice: 'tone', engine: 'tone', outputFormat: 'opus', slots: 3 }, machine);
    expect(settingsUnder(settings, {})).toEqual(settings);
    const wishes = orderWishesFrom({ voice: 'joe', split: 'chapters', extras: ['srt', 'cover'] });
    const over = { voice: 'joe', outputSplit: 'chapters', outputExtras: 'srt,cover' };
    expect(settingsUnder(settings, wishes)).toEqual({ ...settings, ...over });
  });

  it.each<[string, unknown, string]>([
    ['a format that is none', { format: 'mp4' }, '"m4b"'],
    ['a way to split that is none', { split: 'pages' }, '"chapters"'],
    ['one that nobody knows', { voise: 'joe' }, 'There is no wish called "voise"; there is voice.'],
    ['a plan file, which is a path of this machine', { plan: '/etc/passwd' }, 'There is no wish called "plan"'],
    ['a word list by its path', { lexicon: '../../etc/passwd' }, 'a path is not taken'],
    ['a word list by its file name', { lexicon: 'names.txt' }, 'a path is not taken'],
    ['a voice by a path', { voice: '../joe' }, 'without slashes'],
    ['a hidden voice', { voice: '.joe' }, 'without slashes and without a dot'],
    ['a voice for a language by a path', { voiceFor: ['fr=../siwis'] }, 'LANGUAGE=VOICE'],
    ['a voice with a line break', { voice: 'joe\nx' }, 'It has to be a name'],
    ['a name without an end', { voice: 'x'.repeat(101) }, '100'],
    ['chapters without an end', { chapters: '1,'.repeat(10_001) }, '20000'],
    ['lists without an end', { include: new Array(51).fill('front') }, '50'],
    ['a priority that is none', { priority: 'p9' }, 'p0'],
    ['a text for a switch', { force: 'yes' }, 'boolean'],
    ['no wishes at all', 'joe', 'object'],
  ])('%s is refused', (_name, value, why) => {
    const { exitCode, failure } = refusalOf(value);
    expect([exitCode, failure.code]).toEqual([2, 'E2A-5001']);
    expect(failure.why).toContain(why);
    expect(failure.fix).toContain('voiceFor');
  });

  it('an unknown one is shown short, however long it is', () => {
    expect(refusalOf({ ['x'.repeat(5_000)]: 1 }).failure.why?.length).toBeLessThan(400);
  });
});
