import { describeEngine } from '../conformance.js';

describeEngine({ engine: 'espeak', voice: 'espeak-en-us' });
