import { realVoiceFolder, SMALL_VOICE } from '../../real-voice.js';
import { describeEngine } from '../conformance.js';

describeEngine({
  engine: 'hibari',
  voice: SMALL_VOICE,
  place: async () => ({ voicesFolder: await realVoiceFolder(SMALL_VOICE) }),
});
