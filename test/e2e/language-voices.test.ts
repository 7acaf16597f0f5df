import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBook } from '../../src/books/index.js';
import { createClient, type JobStatus } from '../../src/client/index.js';
import { type ConnectedCluster, connectCluster } from '../../src/cluster/jetstream/index.js';
import { type Host, type HostRole, startHost, systemClock } from '../../src/host/index.js';
import { PLAIN_READING } from '../../src/planning/index.js';
import { planBook } from '../../src/planning/planner/index.js';
import { describeProfile, openSpeechEngine, type Profile } from '../../src/speech/index.js';
import { e2a } from '../support/e2a.js';
import { eventually } from '../support/eventually.js';
import { startNats, type TestServer } from '../support/nats.js';
import { FRENCH_OF_TWO_TONGUES, TWO_TONGUES } from '../support/two-tongues.js';

const TEST_MS = 120_000;
const RATE = 24_000;
/** Samples of one note of the tone engine, in which its height can be told. */
const NOTE = 2_400;
/** Hz: `tone` stays below, `tone-high` above. */
const BETWEEN_THE_VOICES = 1_100;
/** Of full scale: quieter is a pause. */
const QUIET = 0.02;
/** Characters a second, both voices. */
const TONE_SPEED = 15;

describe('a book with French in it', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'e2a-tongues-'));
    await writeFile(join(folder, 'two.html'), TWO_TONGUES);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is converted with two voices: the French is heard high, all else low', { timeout: TEST_MS }, async () => {
    const convert = async (name: string, ...flags: readonly string[]) => {
      const output = join(folder, `${name}.m4b`);
      const made = await e2a(
        ['convert', 'two.html', '--engine', 'tone', '--output', output, '--data', join(folder, 'data'), ...flags],
        { XDG_CACHE_HOME: join(folder, 'cache') },
        folder,
      );
      expect(made.code, made.stderr).toBe(0);
      return { words: made.stderr, ...(await secondsOf(output)) };
    };
    const one = await convert('one');
    expect(one.high).toBe(0);
    const two = await convert('two', '--voice-for', 'fr=tone-high');
    const french = FRENCH_OF_TWO_TONGUES.reduce((sum, text) => sum + text.length, 0) / TONE_SPEED;
    expect(two.high).toBeGreaterThan(french * 0.8);
    expect(two.high).toBeLessThan(french * 1.2);
    expect(Math.abs(two.low + two.high - one.low)).toBeLessThan(1);
    for (const voice of ['tone', 'tone-high'])
      expect(one.words + two.words).toContain(`note: Voice ${voice}. Made by e2a itself`);
  });

  describe('on a cluster', () => {
    let server: TestServer;
    let cluster: ConnectedCluster;
    let low: Profile;
    let high: Profile;
    const hosts: Host[] = [];
    const saidBy = new Map<string, string[]>();
    const engine = (voice: string) => ({ engine: 'tone', voice, voicesFolder: folder });
    beforeAll(async () => {
      server = await startNats();
      cluster = await connectCluster({ servers: server.url, name: 'e2a/test/tongues', embedded: true });
      [low, high] = await Promise.all([describeProfile(engine('tone')), describeProfile(engine('tone-high'))]);
    });
    afterAll(async () => {
      await Promise.all(hosts.map((host) => host.stop(1_000)));
      await cluster.close();
      await server.stop();
    });

    async function start(node: string, roles: readonly HostRole[], voice: string): Promise<void> {
      const said: string[] = [];
      saidBy.set(node, said);
      const host = await startHost({
        ...engine(voice),
        ...{ cluster, roles, slots: 1, workFolder: folder, node, clock: systemClock },
        telemetry: { emit: () => undefined },
        openEngine: async (request) => {
          const tone = await openSpeechEngine(request);
          return {
            ...tone,
            speak: (utterance, signal) => {
              said.push(utterance.text);
              return tone.speak(utterance, signal);
            },
          };
        },
      });
      hosts.push(host);
    }

    it('waits for the node that speaks French, which then says the French and nothing else', {
      timeout: TEST_MS,
    }, async () => {
      const client = createClient(cluster, systemClock);
      await start('books', ['book'], 'tone');
      await start('english', ['synth'], 'tone');
      const bytes = new TextEncoder().encode(TWO_TONGUES);
      const french = { language: 'fr', profile: high.id, engine: 'tone', voice: 'tone-high', licence: high.licence };
      const settings = { profile: low.id, engine: 'tone', voice: 'tone', licence: low.licence, chapters: null };
      const { job } = await client.submit({
        ...{ bytes, fileName: 'two.html', title: 'Two Tongues', force: false },
        settings: { ...settings, languageVoices: [french] },
      });
      const current = (what: string, is: (status: JobStatus) => boolean): Promise<JobStatus> =>
        eventually(what, TEST_MS, async () => {
          const status = await client.current(job);
          return is(status) ? status : null;
        });
      await current('all but the French spoken', ({ chapters }) => chapters[1]?.state === 'joined');
      const waiting = await current('waiting', ({ waitingFor }) => waitingFor !== null);
      expect(waiting).toMatchObject({ state: 'converting', waitingFor: 'a node that speaks tone-high (tone)' });

      await start('french', ['synth'], 'tone-high');
      const ended = await current('done', ({ state }) => state === 'completed');
      expect(ended).toMatchObject({ missing: [], waitingFor: null });
      expect([...(saidBy.get('french') ?? [])].sort()).toEqual([...FRENCH_OF_TWO_TONGUES].sort());
      const english = saidBy.get('english') ?? [];
      expect(english.some((text) => FRENCH_OF_TWO_TONGUES.includes(text))).toBe(false);
      expect(english.join(' ')).toContain('he called her mon amie.');

      const request = { bytes, fileName: 'two.html', profile: low.id, chapters: null, prefix: '' };
      const planned = await planBook(readBook, { ...request, reading: PLAIN_READING, languageVoices: [french] });
      const segments = [...planned.chapterPlans.values()].flatMap((plan) => plan.segments);
      expect(await client.spokenAlready(new Set(segments.map(({ key }) => key)))).toBe(segments.length);
    });
  });
});

/** How long an audiobook sounds low and high. */
async function secondsOf(file: string): Promise<{ readonly low: number; readonly high: number }> {
  const args = ['-v', 'error', '-i', file, '-map', '0:a:0', '-ac', '1', '-ar', String(RATE), '-f', 'f32le', '-'];
  const { stdout } = await execa('ffmpeg', args, { encoding: 'buffer', maxBuffer: 512 * 1024 * 1024 });
  const bytes = Buffer.from(stdout);
  const pcm = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  let [lowNotes, highNotes] = [0, 0];
  for (let at = 0; at + NOTE <= pcm.length; at += NOTE) {
    const hertz = pitchOf(pcm.subarray(at, at + NOTE));
    if (hertz > BETWEEN_THE_VOICES) highNotes += 1;
    else if (hertz > 0) lowNotes += 1;
  }
  return { low: (lowNotes * NOTE) / RATE, high: (highNotes * NOTE) / RATE };
}

/** In Hz, by how often it crosses zero; 0 for silence. */
function pitchOf(note: Float32Array): number {
  if (Math.max(...note.map(Math.abs)) < QUIET) return 0;
  let crossings = 0;
  for (let i = 1; i < note.length; i++) if ((note[i - 1] ?? 0) < 0 !== (note[i] ?? 0) < 0) crossings += 1;
  return (crossings * RATE) / note.length / 2;
}
