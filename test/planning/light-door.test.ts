import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../architecture/cruise.js';

const IMPORT = /^(?:import|export) (?!type )(?:[^'";]*?from )?'(\.[^']+)\.js';$/gm;

/** Files that are loaded with one, itself included; what is imported when it is needed is not. */
function loadedWith(entry: string): ReadonlySet<string> {
  const loaded = new Set<string>();
  const waiting = [resolve(ROOT, entry)];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (loaded.has(file)) continue;
    loaded.add(file);
    for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(IMPORT))
      waiting.push(`${join(dirname(file), path)}.ts`);
  }
  return loaded;
}

const rulesOf = (entry: string): readonly string[] =>
  [...loadedWith(entry)].filter((file) => file.includes('/speech/normalise/'));

describe('the rules of languages', () => {
  it.each(['src/planning/index.ts', 'src/client/index.ts', 'src/cli/main.ts', 'src/web/index.ts'])(
    'are not loaded with %s: a command would start a third later',
    (entry) => expect(rulesOf(entry)).toEqual([]),
  );

  it('are loaded with the planner', () => {
    expect(rulesOf('src/planning/planner/index.ts').length).toBeGreaterThan(50);
  });
});
