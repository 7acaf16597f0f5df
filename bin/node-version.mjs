/**
 * What is wrong with this Node.js, as one line with the fix, or null.
 * @param {string} found as in process.versions.node: `20.20.2`
 * @param {string} wanted as in package.json `engines.node`: `>=20.19`
 */
export function nodeProblem(found, wanted) {
  const minimum = wanted.replace(/^>=\s*/, '');
  if (compareVersions(found, minimum) >= 0) return null;
  return `Node.js ${minimum} or newer is needed, this is ${found}. What to do: install a newer one (https://nodejs.org, or: nvm install 22)`;
}

/**
 * Below zero when `a` is the older one. Missing parts count as 0; what follows a hyphen is not looked at.
 * @param {string} a @param {string} b
 */
export function compareVersions(a, b) {
  const [left, right] = [numbers(a), numbers(b)];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** @param {string} version */
function numbers(version) {
  return (version.replace(/^v/, '').split('-')[0] ?? '').split('.').map(Number);
}
