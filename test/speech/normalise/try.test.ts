import { it } from 'vitest';
import { normaliseForSpeech } from '../../../src/speech/normalise/index.js';
import { readFileSync } from 'node:fs';
it('shows', () => {
  for (const line of readFileSync('/tmp/lines.txt','utf8').split('\n')) if (line) process.stdout.write(`${line}\n   → ${normaliseForSpeech(line, 'en-us')}\n`);
});
