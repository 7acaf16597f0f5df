import { afterAll } from 'vitest';
import { startSpeechServer } from '../../../support/speech-server.js';
import { describeEngine } from '../conformance.js';
import { serviceAt } from './service.js';

const server = await startSpeechServer();
afterAll(() => server.close());
describeEngine({ engine: 'openai', voice: 'alloy', place: async () => ({ service: serviceAt(server.url) }) });
