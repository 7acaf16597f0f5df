import { describe, expect, it } from 'vitest';
import { openLocalVoices } from '../../../src/cli/web/local-voices.js';
import { loadSettings } from '../../../src/config/index.js';
import { systemClock } from '../../../src/host/index.js';
import { startSpeechServer } from '../../support/speech-server.js';

const NEVER = new AbortController().signal;
const MACHINE = { env: {}, home: '/nowhere', platform: 'linux', cwd: '/nowhere' } as const;
const TEXT = { text: 'A short sentence.', speed: 1 };

/** Writes down when slots of books stand back, and when they go on. */
async function scene(flags: Parameters<typeof loadSettings>[0]) {
  const seen: string[] = [];
  const first = async <T>(work: () => Promise<T>): Promise<T> => {
    seen.push('books stand back');
    return work().finally(() => seen.push('books go on'));
  };
  const { settings } = loadSettings(flags, MACHINE);
  const voices = await openLocalVoices(settings, { clock: systemClock }, { first });
  return { seen, voices, settings };
}

describe('voices for whoever waits, and the books of the same machine', () => {
  it('go first also with texts that fail', async () => {
    const { seen, voices } = await scene({ engine: 'tone', voice: 'tone' });
    const { sampleRate } = await voices.speak({ voice: 'tone', ...TEXT }, NEVER);
    expect(sampleRate).toBe(24_000);
    expect(seen.splice(0)).toEqual(['books stand back', 'books go on']);
    await expect(voices.speak({ voice: 'tone', ...TEXT }, AbortSignal.abort(new Error('gone')))).rejects.toThrow(
      'gone',
    );
    expect(seen).toEqual(['books stand back', 'books go on']);
    await voices.close();
  });

  it('hold up no book while a server speaks: it computes elsewhere', async () => {
    const server = await startSpeechServer();
    const { seen, voices } = await scene({ engine: 'openai', voice: 'far', openaiUrl: server.url });
    await voices.speak({ voice: 'far', ...TEXT }, NEVER);
    expect([server.spoken.length > 0, seen]).toEqual([true, []]);
    await voices.close();
    await server.close();
  });

  it('speak where nobody makes books', async () => {
    const { settings } = await scene({ engine: 'tone', voice: 'tone' });
    const voices = await openLocalVoices(settings, { clock: systemClock }, null);
    expect((await voices.speak({ voice: 'tone', ...TEXT }, NEVER)).pcm.length).toBeGreaterThan(0);
    await voices.close();
  });
});
