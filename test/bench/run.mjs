/**
 * `npm run bench [-- NAME…]`: measurements as ratios, one after another. Nothing here fails a build; MISSED is for a reader.
 * Quiet machine please: every block prints the load it was taken under.
 */
const ALL = [
  'startup',
  'reading',
  'slots',
  'engines',
  'piper',
  'kokoro',
  'intelligibility',
  'overhead',
  'audio',
  'memory',
  'scaling',
  'takeover',
  'web-load',
  'speech-load',
  'soak',
];

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !ALL.includes(name));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}. There are: ${ALL.join(', ')}.`);
  process.exitCode = 2;
} else {
  for (const name of asked.length > 0 ? asked : ALL) {
    const { run } = await import(`./${name}.mjs`);
    await run();
  }
}
