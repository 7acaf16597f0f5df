import type { Settings } from '../../config/index.js';
import { speechServiceOf } from '../../ordering/index.js';
import type { Probe } from './probe.js';
import type { CommandContext } from '../surroundings.js';
import { loadSpeech } from '../wiring.js';

/** Names of a list that are shown. */
const MOST_SHOWN = 8;

/** The server of the engine openai: whether it is there and lets us in, and whether it knows the model. */
export const speechServerProbe = (settings: Settings, { interruption }: CommandContext): Probe => ({
  name: 'speech server',
  fix: 'start it, or name another one with E2A_OPENAI_URL',
  look: async () => {
    const { engine, openaiUrl, openaiModel } = settings;
    if (engine !== 'openai' && openaiUrl === null) return { skipped: 'only the engine openai needs one' };
    const { lookAtSpeechServer } = await loadSpeech();
    const { host, models } = await lookAtSpeechServer(speechServiceOf(settings), interruption.signal);
    return `${host}, ${modelText(openaiModel, models)}`;
  },
});

/** Some servers answer to names that they do not list. */
function modelText(model: string, models: readonly string[] | null): string {
  if (models === null) return `model ${model} (it keeps no list)`;
  if (models.includes(model)) return `model ${model}`;
  const listed = models.slice(0, MOST_SHOWN).join(', ');
  return `which does not list the model ${model}, but ${listed}: E2A_OPENAI_MODEL names another`;
}
