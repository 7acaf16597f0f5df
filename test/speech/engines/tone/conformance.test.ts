import { describeEngine } from '../conformance.js';

describeEngine({ engine: 'tone', voice: 'tone' });
