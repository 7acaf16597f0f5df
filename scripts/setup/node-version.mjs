import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeProblem } from '../../bin/node-version.mjs';
import { ROOT } from './places.mjs';
import { SetupStop } from './say.mjs';

export function checkNodeVersion() {
  const { engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const problem = nodeProblem(process.versions.node, engines.node);
  if (problem !== null) throw new SetupStop(problem);
}
