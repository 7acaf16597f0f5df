import { plainText, type SpeechEngine } from '../../speech-engine.js';
import type { EngineKind } from '../engine-kind.js';
import { profileOf, type VoiceFacts } from '../profile.js';
import { requireVoice } from '../require-voice.js';
import { SlotTurns } from '../slot-turns.js';
import { demandSpeakable } from '../speakable.js';
import { lowestNote, TONE_RATE, toneSeconds, tones, toneWords } from './tones.js';

/** Raise it when the tones change. */
const TONE_VERSION = '1';

export const toneKind: EngineKind = {
  runsOn: ['cpu'],
  describe: async (request) => {
    const { engine, name, language, licence } = await requireVoice(request);
    return {
      engine,
      engineVersion: TONE_VERSION,
      voice: name,
      language,
      modelDigest: `tone-${TONE_VERSION}`,
      voiceDigest: '',
      phonemiser: 'none',
      licence,
    };
  },
  prepare: async () => undefined,
  open: async (_request, facts) => toneEngine(facts),
};

function toneEngine(facts: VoiceFacts): SpeechEngine {
  const turns = new SlotTurns();
  return {
    profile: profileOf(facts),
    speak: async ({ text, seed, speed }, signal) => {
      signal.throwIfAborted();
      demandSpeakable(text);
      return turns.take(signal, async () => {
        const said = plainText(text);
        const pcm = tones(said, seed, lowestNote(facts.voice), speed);
        return { pcm, sampleRate: TONE_RATE, skipped: [], words: toneWords(said, pcm.length) };
      });
    },
    estimateSeconds: (text) => toneSeconds(plainText(text)),
    close: () => turns.close(),
  };
}
