import { realVoiceFolder, VOICE } from '../../real-voice.js';
import { describeEngine } from '../conformance.js';

describeEngine({ engine: 'piper', voice: VOICE, place: async () => ({ voicesFolder: await realVoiceFolder() }) });
