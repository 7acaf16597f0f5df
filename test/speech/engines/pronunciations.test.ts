import { vi } from 'vitest';
import { openSpeechEngine } from '../../../src/speech/index.js';
import { realVoiceFolder, VOICE } from '../real-voice.js';
import { describePronunciations } from './conformance.js';

/** A model is loaded, perhaps on a busy machine. */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

describePronunciations('tone', () => openSpeechEngine({ engine: 'tone', voice: 'tone', voicesFolder: '/nowhere' }));
describePronunciations('piper', async () =>
  openSpeechEngine({ engine: 'piper', voice: VOICE, voicesFolder: await realVoiceFolder() }),
);
