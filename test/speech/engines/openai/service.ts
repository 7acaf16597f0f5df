import type { SpeechService } from '../../../../src/speech/index.js';

export const KEY = 'sk-secret-of-the-tests';

export const serviceAt = (url: string | null, more: Partial<SpeechService> = {}): SpeechService => ({
  ...{ url, key: KEY, model: 'tts-1', format: 'wav', extra: {}, characters: 1_000, timeoutMs: 60_000 },
  ...more,
});
