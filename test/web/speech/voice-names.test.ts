import { expect, it } from 'vitest';
import { loadSettings } from '../../../src/config/index.js';
import type { ShownVoice } from '../../../src/ordering/index.js';
import { createVoiceNames } from '../../../src/web/speech/voice-names.js';
import { createManualClock } from '../../cluster/runtime/manual-clock.js';

const voice = (name: string, engine: string, language: string, installed = true): ShownVoice => ({
  ...{ name, engine, language, installed, defaultFor: [language] },
  ...{ quality: '', speakers: 1, licence: '', bytes: 1, own: false, timesRealTime: null },
});
const FRENCH = voice('fr_FR-siwis-medium', 'piper', 'fr');
const JOE = voice('en_US-joe-medium', 'piper', 'en');
const HEART = voice('hibari-heart', 'hibari', 'en');
const HUMMING = { ...voice('tone', 'tone', 'mul'), defaultFor: [] };
const MACHINE = { env: {}, home: '/', platform: 'linux', cwd: '/' };

function names(here: readonly ShownVoice[], settings: Parameters<typeof loadSettings>[0] = {}) {
  const asked = { times: 0 };
  const clock = createManualClock();
  const voices = async () => {
    asked.times += 1;
    return here;
  };
  return {
    asked,
    clock,
    ...createVoiceNames({ voices, configuration: loadSettings(settings, MACHINE).settings, clock }),
  };
}

it.each([
  ['what English books get', [FRENCH, JOE, HEART], {}, 'hibari-heart'],
  ['only of those that are here', [FRENCH, JOE, { ...HEART, installed: false }], {}, 'en_US-joe-medium'],
  ['the one of the settings', [FRENCH, JOE, HEART], { voice: 'fr_FR-siwis-medium' }, 'fr_FR-siwis-medium'],
  ['any, where none is for English', [FRENCH, HUMMING], {}, 'fr_FR-siwis-medium'],
  ['itself, where one is called like that', [HEART, voice('alloy', 'piper', 'de')], {}, 'alloy'],
  ['itself, where a speech server speaks', [HEART], { engine: 'openai' }, 'alloy'],
])('who says alloy gets %s', async (_, here, settings, speaks) => {
  expect(await names(here, settings).spokenBy('alloy')).toBe(speaks);
});

it('any other name is itself, and nobody looks for voices', async () => {
  const { spokenBy, asked } = names([HEART]);
  expect(await spokenBy('my-grandmother')).toBe('my-grandmother');
  expect(asked.times).toBe(0);
});

it('looks for voices once a minute', async () => {
  const { spokenBy, asked, clock } = names([HEART]);
  for (let n = 0; n < 5; n++) await spokenBy('nova');
  expect(asked.times).toBe(1);
  await clock.advance(61_000);
  await spokenBy('nova');
  expect(asked.times).toBe(2);
});

it('says so when nothing speaks here', async () => {
  await expect(names([]).spokenBy('echo')).rejects.toMatchObject({ status: 503 });
});
