import { describe, expect, it } from 'vitest';
import { openWarmVoices } from '../../../src/host/interactive/index.js';
import { planText } from '../../../src/planning/planner/index.js';
import { type EngineRequest, openSpeechEngine, type SpeechEngine } from '../../../src/speech/index.js';
import { HostBrokenError } from '../../../src/core/index.js';
import { createManualClock } from '../../cluster/runtime/manual-clock.js';

const MINUTE_MS = 60_000;
const NEVER = new AbortController().signal;

/** Counts what is opened and closed of the tone engine, which needs no model. */
function scene(broken: ReadonlySet<string> = new Set()) {
  const clock = createManualClock();
  const opened: string[] = [];
  const closed: string[] = [];
  const said: string[] = [];
  const awaited: (boolean | undefined)[] = [];
  const open = async (request: EngineRequest): Promise<SpeechEngine> => {
    opened.push(request.voice);
    awaited.push(request.isAwaited);
    const engine = await openSpeechEngine({ ...request, voice: request.voice === 'nobody' ? 'nobody' : 'tone' });
    return {
      ...engine,
      profile: engine.profile,
      speak: async (utterance, signal) => {
        said.push(utterance.text);
        if (broken.has(utterance.text)) throw new HostBrokenError('it does not start');
        return engine.speak(utterance, signal);
      },
      close: async () => {
        closed.push(request.voice);
        await engine.close();
      },
    };
  };
  const voices = openWarmVoices({ clock, open });
  const say = (voice: string, text = 'A short sentence.', signal = NEVER) =>
    voices.speak(
      { engine: 'tone', voice, voicesFolder: '/nowhere', utterances: planText(text, 'en-us'), speed: 1 },
      signal,
    );
  return { clock, opened, closed, said, awaited, voices, say };
}

describe('voices that stay loaded', () => {
  it('are opened and warmed once, whoever asks again', async () => {
    const { opened, said, awaited, say, voices } = scene();
    const first = await say('tone');
    const [second] = await Promise.all([say('tone'), say('tone', 'Another one.')]);
    expect(opened).toEqual(['tone']);
    expect(awaited).toEqual([true]);
    expect(said.filter((text) => text === '1, 2, 3.')).toHaveLength(1);
    expect([first.sampleRate, first.pcm.length]).toEqual([24_000, second?.pcm.length]);
    expect(first.seconds).toBeGreaterThan(0.3);
    await voices.close();
  });

  it('are closed after minutes without a text, and opened again for the next', async () => {
    const { clock, opened, closed, say, voices } = scene();
    await say('tone');
    await clock.advance(4 * MINUTE_MS);
    await say('tone');
    await clock.advance(4 * MINUTE_MS);
    expect(closed).toEqual([]);
    await clock.advance(2 * MINUTE_MS);
    expect(closed).toEqual(['tone']);
    await say('tone');
    expect(opened).toEqual(['tone', 'tone']);
    await voices.close();
  });

  it('are two at most: the one not used for longest goes', async () => {
    const { opened, closed, say, voices } = scene();
    for (const voice of ['tone', 'tone-deep', 'tone', 'tone-high']) await say(voice);
    expect(closed).toEqual(['tone-deep']);
    await say('tone');
    expect(opened).toEqual(['tone', 'tone-deep', 'tone-high']);
    await voices.close();
    expect(closed.toSorted()).toEqual(['tone', 'tone-deep', 'tone-high']);
  });

  it('stop when nobody waits any more, and stay for the next', async () => {
    const { opened, say, voices } = scene();
    await say('tone');
    const leaving = new AbortController();
    const asked = say('tone', 'Nobody hears this one. Nor this one.', leaving.signal);
    leaving.abort();
    await expect(asked).rejects.toThrow();
    expect((await say('tone')).pcm.length).toBeGreaterThan(0);
    expect(opened).toEqual(['tone']);
    await voices.close();
  });

  it('that break are given up, so that the next text gets a new one', async () => {
    const { opened, closed, say, voices } = scene(new Set(['This breaks.']));
    await say('tone');
    await expect(say('tone', 'This breaks.')).rejects.toThrow('it does not start');
    await say('tone');
    expect(opened).toEqual(['tone', 'tone']);
    expect(closed).toEqual(['tone']);
    await voices.close();
  });

  it('that cannot be opened are not remembered', async () => {
    const { say, voices } = scene();
    await expect(say('nobody')).rejects.toMatchObject({ failure: { code: 'E2A-2001' } });
    await expect(say('nobody')).rejects.toMatchObject({ failure: { code: 'E2A-2001' } });
    await voices.close();
  });
});
