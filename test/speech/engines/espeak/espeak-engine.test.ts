import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkSpeech, trimSilence } from '../../../../src/audio/index.js';
import { espeakEngine } from '../../../../src/speech/engines/espeak/espeak-engine.js';
import { defaultsOf, espeakVoices, voiceFor } from '../../../../src/speech/engines/espeak/espeak-voices.js';
import { openSpeechEngine, type SpeechEngine } from '../../../../src/speech/index.js';

const never = new AbortController().signal;
const open = (voice: string): Promise<SpeechEngine> =>
  openSpeechEngine({ engine: 'espeak', voice, voicesFolder: '/nowhere' });
const say = async (voice: string, text: string): Promise<Float32Array> =>
  (await (await open(voice)).speak({ text, seed: 1, speed: 1 }, never)).pcm;

const TABLE = `Pty Language       Age/Gender VoiceName          File                 Other Languages
 5  cmn             --/M      Chinese_(Mandarin) sit/cmn              (zh-cmn 5)(zh 5)
 5  en-029          --/M      English_(Caribbean) gmw/en-029           (en 10)
 2  en-gb           --/M      English_(Great_Britain) gmw/en               (en 2)
 2  en-us           --/M      English_(America)  gmw/en-US            (en 3)
 5  eu              --/M      Basque             eu                   
 5  yue             --/M      Chinese_(Cantonese) sit/yue              (zh-yue 5)(zh 8)
 5  yue             --/M      Chinese_(latin)    sit/yue-Latn         (zh-yue 5)(zh 8)
`;

it('reads which languages the program speaks, each once, and which it takes for which', () => {
  const voices = espeakVoices(TABLE);
  expect(voices.map(({ code }) => code)).toEqual(['cmn', 'en-029', 'en-gb', 'en-us', 'eu', 'yue']);
  expect(['en', 'ZH', 'eu', 'en-us', 'xx'].map((code) => voiceFor(code, voices)?.code)).toEqual([
    'en-gb',
    'cmn',
    'eu',
    'en-us',
    undefined,
  ]);
  expect(voices.map((voice) => defaultsOf(voice, voices))).toEqual([['cmn', 'zh'], [], ['en'], [], ['eu'], ['yue']]);
});

it.each([
  ['de', 'Der Leuchtturmwärter zählte die Schiffe, die in der Nacht vorbeifuhren.'],
  ['ru', 'Смотритель маяка считал корабли, которые проходили ночью.'],
  ['zh', '灯塔看守人数着夜里驶过的船只，一艘接一艘。'],
  ['ja', 'とうだいもりは、よるにすぎていくふねをかぞえました。'],
  ['ar', 'كان حارس المنارة يعد السفن التي تمر في الليل.'],
  ['hi', 'प्रकाशस्तंभ का रखवाला रात में गुजरने वाले जहाजों को गिनता था।'],
])('what it says in %s passes the checks of every clip', async (language, text) => {
  const engine = await open(`espeak-${language}`);
  const { pcm, sampleRate } = await engine.speak({ text, seed: 1, speed: 1 }, never);
  const trimmed = trimSilence(pcm, sampleRate);
  expect(checkSpeech(trimmed?.pcm ?? new Float32Array(), sampleRate, engine.estimateSeconds(text))).toEqual([]);
});

it('takes nothing in a text for a command or for phonemes', async () => {
  const sameSound = async (one: string, other: string): Promise<boolean> =>
    Buffer.from((await say('espeak-en-us', one)).buffer).equals(Buffer.from((await say('espeak-en-us', other)).buffer));
  expect(await sameSound('one [[h@loU]] two', 'one [ [h@loU]] two')).toBe(true);
  expect(await sameSound('-q is no option', '-q is\u0007no\noption')).toBe(true);
  expect(await sameSound('one', 'two')).toBe(false);
});

it('names the voices that are near', async () => {
  await expect(open('espeak-en-uk')).rejects.toMatchObject({
    exitCode: 5,
    failure: { why: expect.stringMatching(/espeak-en-(us|gb)/), fix: expect.stringContaining('--voice espeak-en') },
  });
  await expect(open('en_US-joe-medium')).rejects.toMatchObject({ exitCode: 5 });
});

it('a program that says nothing, or no end, is asked again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'e2a-mute-'));
  const facts = {
    ...{ engine: 'espeak', engineVersion: '1', voice: 'espeak-xx', language: 'xx', modelDigest: '', voiceDigest: '' },
    ...{ phonemiser: '', licence: '' },
  };
  const mute = join(folder, 'mute');
  await writeFile(mute, '#!/bin/sh\ncat > /dev/null\n');
  await chmod(mute, 0o755);
  const engine = espeakEngine(facts, 'xx', mute);
  await expect(engine.speak({ text: 'One.', seed: 1, speed: 1 }, never)).rejects.toMatchObject({
    name: 'RetryableError',
  });
  await rm(folder, { recursive: true });
});
