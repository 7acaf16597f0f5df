import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Accent, type EnglishPhonemes, openEnglishPhonemes } from '../../../src/speech/english-phonemes/index.js';
import { plainText, pronounced, wordsOf } from '../../../src/speech/speech-engine.js';
import { englishFolder, VOICE } from './english-files.js';

/** Own sentences and what a speaker says; the dictionaries and the tagger are the voice's. */
const AMERICAN: Readonly<Record<string, readonly (readonly [text: string, phonemes: string])[]>> = {
  'words by their part of speech': [
    ['He will read the book he read last night.', 'hˌi wɪl ɹˈid ðə bˈʊk hi ɹˈɛd lˈæst nˈIt.'],
    ['They live near the live wire.', 'ðˌA lˈɪv nˌɪɹ ðə lˈIv wˈIəɹ.'],
    ['She wound the bandage round the wound.', 'ʃˌi wˈWnd ðə bˈændɪʤ ɹˈWnd ðə wˈund.'],
    ['They record a record.', 'ðˌA ɹəkˈɔɹd ɐ ɹˈɛkəɹd.'],
    ['Close the door, it is close.', 'klˈOz ðə dˈɔɹ, ɪt ɪz klˈOs.'],
    ['The wind will wind around the tower.', 'ðə wˈɪnd wɪl wˈInd əɹˈWnd ðə tˈWəɹ.'],
    ['We present the present.', 'wˌi pɹizˈɛnt ðə pɹˈɛzᵊnt.'],
    ['The desert is no place to desert a friend.', 'ðə dˈɛzəɹt ɪz nˈO plˈAs tə dəzˈɜɹt ɐ fɹˈɛnd.'],
    ['He refused the refuse.', 'hˌi ɹəfjˈuzd ðə ɹˈɛfjˌus.'],
    ['They permit a permit.', 'ðˌA pəɹmˈɪt ɐ pˈɜɹmɪt.'],
    ['He did his perfect best to perfect it.', 'hˌi dˈɪd hɪz pˈɜɹfəkt bˈɛst tə pəɹfˈɛkt ɪt.'],
    ['Give me the estimate; I estimate ten.', 'ɡˈɪv mˌi ði ˈɛstəmət; ˌI ˈɛstəmˌAt tˈɛn.'],
    ['She will lead the way.', 'ʃˌi wɪl lˈid ðə wˈA.'],
  ],
  'small words by what follows': [
    ['The apple and the pear.', 'ði ˈæpᵊl ænd ðə pˈɛɹ.'],
    ['To eat or to go.', 'tʊ ˈit ɔɹ tə ɡˌO.'],
    ['I am, am I?', 'ˌI æm, ɐm ˌI?'],
    ['It is in.', 'ˌɪt ɪz ˈɪn.'],
    ['It is in a box.', 'ˌɪt ɪz ɪn ɐ bˈɑks.'],
    ['An A is a letter.', 'ɐn ˈA ɪz ɐ lˈɛTəɹ.'],
    ['He stood by; she stood by the gate.', 'hˌi stˈʊd bˈI; ʃi stˈʊd bI ðə ɡˈAt.'],
    ['What is that for?', 'wˌʌt ɪz ðˈæt fɔɹ?'],
    ['I know that that is true.', 'ˌI nˈO ðæt ðˈæt ɪz tɹˈu.'],
    ['I used to walk, and I used the bridge.', 'ˌI jˈust tə wˈɔk, ænd ˌI jˈuzd ðə bɹˈɪʤ.'],
  ],
  endings: [
    ['The dog’s bowl and the dogs’ bowls.', 'ðə dˈɔɡz bˈOl ænd ðə dˈɔɡz bˈOlz.'],
    ['James’s boots, the boss’s hat.', 'ʤˈAmzᵻz bˈuts, ðə bˈɔsᵻz hˈæt.'],
    ['The churches, the boxes, the cats and the dogs.', 'ðə ʧˈɜɹʧᵻz, ðə bˈɑksᵻz, ðə kˈæts ænd ðə dˈɔɡz.'],
    ['She hoped, wanted, needed, laughed and stopped.', 'ʃˌi hˈOpt, wˈɑntᵻd, nˈidᵻd, lˈæft ænd stˈɑpt.'],
    ['Running, sitting, making, writing, trafficking.', 'ɹˈʌnɪŋ, sˈɪTɪŋ, mˈAkɪŋ, ɹˈITɪŋ, tɹˈæfɪkɪŋ.'],
    ['The cities denied it and copied it.', 'ðə sˈɪTiz dənˈId ɪt ænd kˈɑpid ɪt.'],
    ['See recipient(s) below.', 'sˈi ɹəsˈɪpiənts bəlˈO.'],
  ],
  'capitals and initials': [
    ['The FBI and the BBC met NASA.', 'ði ˌɛfbˌiˈI ænd ðə bˌibˌisˈi mˈɛt nˈæsə.'],
    ['The U.S. army.', 'ðə jˌuˈɛs ˈɑɹmi.'],
    ['HELLO, said the man.', 'həlˈO, sˈɛd ðə mˈæn.'],
    ['Walking home, he sang.', 'wˈɔkɪŋ hˈOm, hi sˈæŋ.'],
    ['The B2B room.', 'ðə bˈi tˈu bˈi ɹˈum.'],
    ['“It was I.”', 'ˌɪt wʌz ˈI.'],
  ],
  'hyphens and contractions': [
    ['A well-known mother-in-law.', 'ɐ wˌɛlnˈOn mˈʌðəɹənlˌɔ.'],
    ['A half-open door.', 'ɐ hˌæfˈOpᵊn dˈɔɹ.'],
    ['I’m sure we’ll go, they’ve gone, he’d gone.', 'ˌIm ʃˈʊɹ wil ɡˌO, ðAv ɡˈɔn, hid ɡˈɔn.'],
    ['Don’t, won’t, can’t, shan’t.', 'dˈOnt, wˈOnt, kˈænt, ʃˌænt.'],
    ['’Twas so, and ’tis o’er.', 'twˈʌz sˌO, ænd tˈɪz ˈOəɹ.'],
    ['Nothin’ doin’ with ’em.', 'nˈʌθɪn dˈuɪn wɪð əm.'],
    ['Rock ’n’ roll is here.', 'ɹˈɑk ən ɹˈOl ɪz hˈɪɹ.'],
  ],
  'marks and quotes': [
    ['“It was I,” he said, “and you?”', 'ˌɪt wʌz ˌI, hi sˈɛd, ænd ju?'],
    ['He said ‘go’ and left.', 'hˌi sˈɛd ɡˌO ænd lˈɛft.'],
    ['‘The boys’ books,’ he said.', 'ðə bˈYz bˈʊks, hi sˈɛd.'],
    ['Yes — no; perhaps (or not): never!', 'jˈɛs — nˈO; pəɹhˈæps (ɔɹ nˌɑt): nˈɛvəɹ!'],
    ['a fish & chips', 'ɐ fˈɪʃ ænd ʧˈɪps'],
  ],
  'names and foreign words': [
    ['Sean met Catherine’s aunt.', 'ʃˈɔn mˈɛt kˈæθɹɪnz ˈænt.'],
    ['Naïve people like façades.', 'nɑˈiv pˈipᵊl lˈIk fəsˈɑdz.'],
  ],
};

const BRITISH = [
  ['The car park is far from the bath.', 'ðə kˈɑː pˈɑːk ɪz fˈɑː fɹɒm ðə bˈɑːθ.'],
  ['She wanted the boxes and needed butter.', 'ʃˌiː wˈɒntɪd ðə bˈɒksɪz and nˈiːdɪd bˈʌtə.'],
  ['The writer’s daughter went home.', 'ðə ɹˈItəz dˈɔːtə wˈɛnt hˈQm.'],
  ['Poor Laura saw the idea of it.', 'pˈɔː lˈɔːɹə sˈɔː ði Idˈɪə ɒv ɪt.'],
  ['Singing and starring, stirring.', 'sˈɪŋɪŋ and stˈɑːɹɪŋ, stˈɜːɹɪŋ.'],
  ['Sean met Catherine’s aunt.', 'ʃˈɔːn mˈɛt kˈaθɹɪnz ˈɑːnt.'],
] as const;

interface Alphabet {
  readonly in: readonly string[];
  readonly out: readonly string[];
}

/** A network that answers `zˈɪp` to every word, and keeps what it was asked. */
async function openWith(folder: string, accent: Accent): Promise<{ english: EnglishPhonemes; asked: string[] }> {
  const file = accent === 'american' ? 'oov.json' : 'oov_gb.json';
  const alphabet = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Alphabet;
  const asked: string[] = [];
  const answer = [...'zˈɪp'].map((sound) => alphabet.out.indexOf(sound) + 1);
  const english = await openEnglishPhonemes({ folder, voice: VOICE, accent }, async (letters) => {
    asked.push(letters.map((number) => alphabet.in[number - 1] ?? '').join(''));
    return answer.flatMap((sound) => [sound, sound, 0]);
  });
  return { english, asked };
}

const american = englishFolder('american');
describe.skipIf(american === null)('English as Americans say it', () => {
  let opened: Awaited<ReturnType<typeof openWith>>;
  beforeAll(async () => {
    opened = await openWith(american ?? '', 'american');
  });
  const read = (text: string) => opened.english.toPhonemes(text);

  describe.each(Object.entries(AMERICAN))('%s', (_, cases) => {
    it.each(cases)('%s', async (text, phonemes) => {
      expect(await read(text)).toMatchObject({ phonemes, skipped: [] });
    });
  });

  it('asks the network for words in no dictionary, once each, without their possessive', async () => {
    const before = opened.asked.length;
    const { phonemes } = await read('Zorblax met Zorblax’s aunt and a ZORBLAXIAN.');
    expect(phonemes).toBe('zˈɪp mˈɛt zˈɪps ˈænt ænd ɐ zˈɪp.');
    await read('Zorblax again');
    expect(opened.asked.slice(before)).toEqual(['Zorblaxian', 'Zorblax']);
  });

  it('keeps to the known half of a strange compound', async () => {
    expect((await read('a quexlith-house')).phonemes).toBe('ɐ zˌɪphˈWs');
    expect(opened.asked.at(-1)).toBe('quexlith');
  });

  it('says given sounds, and what stands beside them as they ask for', async () => {
    const spoken = `the ${pronounced('Aoife', 'ˈiːfə')} and to ${pronounced('Eve', 'ˈiːv')}’s, ${pronounced('Bix', 'bɪks')}’s`;
    expect((await read(spoken)).phonemes).toBe('ði ˈifə ænd tʊ ˈivz, bɪksᵻz');
  });

  it('says a pronunciation of two words as two words', async () => {
    const { phonemes, words } = await read(`Dear ${pronounced('Tom Riddle', 'tɒm ˈrɪdəl')}!`);
    expect(phonemes).toBe('dˈɪɹ tɑm ɹˈɪdᵊl!');
    expect(words.map(({ phonemes: { from, to } }) => phonemes.slice(from, to))).toEqual(['dˈɪɹ', 'tɑm', 'ɹˈɪdᵊl']);
  });

  it('tells where each word stands and where its sounds are', async () => {
    const text = `“Well,” said ${pronounced('Aoife', 'ˈiːfə')} — “no (not yet).”`;
    const { phonemes, words } = await read(text);
    const plain = plainText(text);
    expect(words.map((word) => plain.slice(word.text.from, word.text.to))).toEqual(wordsOf(text));
    expect(words.map((word) => phonemes.slice(word.phonemes.from, word.phonemes.to))).toEqual([
      'wˈɛl',
      'sˈɛd',
      'ˈifə',
      '—',
      'nˈO',
      'nˌɑt',
      'jˈɛt',
    ]);
  });

  it('names what it cannot say, and says the rest', async () => {
    expect(await read('smile 😀 here')).toMatchObject({ phonemes: 'smˈIl hˈɪɹ', skipped: ['😀'] });
    expect(await read('漢字 here')).toMatchObject({ phonemes: 'hˈɪɹ', skipped: ['漢', '字'] });
  });

  it.each(['', ' ', '“”', '’', '...', '-'])('takes %j for what it is: no words', async (text) => {
    const { words, skipped } = await read(text);
    expect([words.length, skipped]).toEqual([wordsOf(text).length, []]);
  });
});

const british = englishFolder('british');
describe.skipIf(british === null)('English as the British say it', () => {
  let opened: Awaited<ReturnType<typeof openWith>>;
  beforeAll(async () => {
    opened = await openWith(british ?? '', 'british');
  });
  it.each(BRITISH)('%s', async (text, phonemes) => {
    expect(await opened.english.toPhonemes(text)).toMatchObject({ phonemes, skipped: [] });
  });
});
