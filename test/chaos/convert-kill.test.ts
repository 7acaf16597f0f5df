import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodedAudio, inFlight, type JsonLine, startConvert } from '../support/convert-process.js';
import { writeNovel } from '../support/novel.js';
import { seededRandom } from '../support/random.js';

const SEED = Number(process.env['E2A_CHAOS_SEED'] ?? Date.now() % 1_000_000);
/** Where the ten kills are aimed: the kind of work seen to start just before. */
const AIMS = ['speak', 'speak', 'join', 'speak', 'join', 'join', 'encode', 'encode', 'assemble', 'assemble'] as const;
/** Segments let go by before a kill while speaking: three such kills leave some of the book's 68 to speak. */
const MOST_SKIPPED = 10;
/** After the start of the aimed work has been seen. */
const MOST_DELAY_MS = 40;
const TEST_MS = 300_000;

describe(`convert killed with SIGKILL ten times (E2A_CHAOS_SEED=${SEED})`, () => {
  let folder = '';
  let book = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'e2a-chaos-'));
    book = join(folder, 'novel.epub');
    await writeFile(book, await writeNovel({ title: 'The Long Night', chapters: 4, paragraphs: 8 }));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('loses at most what was in flight, and the file is that of an undisturbed run, byte for byte', {
    timeout: TEST_MS,
  }, async () => {
    const calm = join(folder, 'calm.m4b');
    const undisturbed = startConvert([book, '--engine', 'tone', '--data', join(folder, 'calm'), '--output', calm]);
    expect(await undisturbed.exit, undisturbed.stderr()).toBe(0);
    const all = spokenCount(undisturbed.lines);

    const random = seededRandom(SEED);
    const args = [book, '--engine', 'tone', '--data', join(folder, 'stormy'), '--output', join(folder, 'stormy.m4b')];
    const hits: string[] = [];
    let spoken = 0;
    let lost = 0;
    for (const aim of AIMS) {
      const run = startConvert(args);
      const skip = aim === 'speak' ? Math.floor(random() * MOST_SKIPPED) : 0;
      const starts = nthStart(aim, skip);
      await run.waitFor(starts);
      await wait(random() * (aim === 'assemble' ? MOST_DELAY_MS * 2 : MOST_DELAY_MS));
      await run.killGroup();
      const open = inFlight(run.lines);
      hits.push(open.map((line) => line.task).join('+') || 'between');
      spoken += spokenCount(run.lines);
      lost += open.filter((line) => line.task === 'speak').length;
      if (random() < 0.5) await killServer(join(folder, 'stormy'));
    }
    process.stderr.write(`chaos seed ${SEED}: kills hit ${hits.join(' | ')}\n`);
    const last = startConvert(args);
    expect(await last.exit, last.stderr()).toBe(0);
    spoken += spokenCount(last.lines);

    expect(hits.filter((hit) => hit !== 'between').length).toBeGreaterThanOrEqual(8);
    expect(spoken).toBeGreaterThanOrEqual(all - lost);
    expect(spoken).toBeLessThanOrEqual(all + lost);
    expect(await decodedAudio(join(folder, 'stormy.m4b'))).toEqual(await decodedAudio(calm));
    expect(await digestOf(join(folder, 'stormy.m4b'))).toBe(await digestOf(calm));
  });
});

const digestOf = async (file: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(file))
    .digest('hex');

/** True at the n-th start (from 0) of that kind of work. */
function nthStart(task: string, n: number): (line: JsonLine) => boolean {
  let left = n;
  return (line) => line.type === 'work-started' && line.task === task && left-- === 0;
}

/** Segments really spoken (a clip that was found counts as none). */
function spokenCount(lines: readonly JsonLine[]): number {
  return lines.filter((line) => {
    const result = line['result'] as { ms?: number } | undefined;
    return line.type === 'work-finished' && line.task === 'speak' && (result?.ms ?? 0) > 0;
  }).length;
}

/** The machine dies: the server and its guardian go too. */
async function killServer(data: string): Promise<void> {
  const endpoint = JSON.parse(await readFile(join(data, 'nats', 'endpoint.json'), 'utf8').catch(() => '{}')) as Record<
    string,
    unknown
  >;
  for (const [key, value] of Object.entries(endpoint)) {
    if (!/pid$/i.test(key) || typeof value !== 'number') continue;
    try {
      process.kill(value, 'SIGKILL');
    } catch {
      // it was gone already
    }
  }
}
