import type { Settings } from '../../config/index.js';
import {
  choiceOfVoice,
  enginePlace,
  inOrder,
  isSent,
  previewOfText,
  type ShownVoice,
  voiceList,
} from '../../ordering/index.js';
import type { RightOfWay } from '../../host/interactive/index.js';
import type { WebOptions } from '../../web/index.js';
import type { CommandContext } from '../surroundings.js';
import { loadInteractive } from '../wiring.js';

type Speak = NonNullable<WebOptions['speak']>;

/** The voices of this machine, for whoever waits. */
export interface LocalVoices extends Pick<WebOptions, 'voices' | 'encode'> {
  readonly speak: Speak;
  /** Gives back the memory of those that are loaded. */
  close(): Promise<void>;
}

/** Loads a voice when somebody wants to hear it; those of books are other processes. */
export async function openLocalVoices(
  settings: Settings,
  { clock }: Pick<CommandContext, 'clock'>,
  rightOfWay: Pick<RightOfWay, 'first'> | null,
): Promise<LocalVoices> {
  const { encodeSpeech, openWarmVoices } = await loadInteractive();
  const warm = openWarmVoices({ clock });
  const speak: Speak = async ({ voice, text, speed }, signal) => {
    const { language, licence: _, ...choice } = await choiceOfVoice(voice, settings);
    const { utterances } = await previewOfText(text, language);
    const say = () => warm.speak({ ...choice, ...enginePlace(settings), utterances, speed }, signal);
    return rightOfWay === null || isSent(choice) ? say() : rightOfWay.first(say);
  };
  return {
    voices: () => listedVoices(settings),
    speak,
    encode: ({ pcm, sampleRate }, format, signal) => encodeSpeech(pcm, sampleRate, format, signal),
    close: () => warm.close(),
  };
}

/** Those too that only their engine knows: the page lets people search. */
async function listedVoices(settings: Settings): Promise<readonly ShownVoice[]> {
  const { voices } = await voiceList({ all: true }, settings);
  return inOrder(voices);
}
