import { connectCluster, createClient, type Client } from '../../client/index.js';
import { clusterTarget, loadSettings, type Settings } from '../../config/index.js';
import { silentTelemetry } from '../../telemetry/index.js';
import type { Surroundings } from '../surroundings.js';
import { loadSpeech } from '../wiring.js';
import type { KnownThing } from './values.js';
import type { Choice } from './wanted.js';

/** A person has pressed Tab and waits; later than this nothing is better. */
const LONGEST_MS = 700;
/** More than this nobody reads. */
const MOST_NAMES = 200;

/** Names that the cluster or this machine knows; none where the answer takes too long or there is no cluster. */
export async function knownNames(
  things: KnownThing,
  words: readonly string[],
  surroundings: Surroundings,
): Promise<readonly Choice[]> {
  const late = surroundings.clock.sleep(LONGEST_MS).then(() => []);
  // Whoever presses Tab did not ask what is wrong with the cluster.
  const found = ask(things, words, surroundings).catch(() => []);
  return (await Promise.race([found, late])).slice(0, MOST_NAMES);
}

async function ask(
  things: KnownThing,
  words: readonly string[],
  surroundings: Surroundings,
): Promise<readonly Choice[]> {
  if (things === 'codes') return codes();
  const named = { serverUrl: flagIn(words, '--server'), serverContext: flagIn(words, '--context') };
  const { settings } = loadSettings(named, surroundings);
  return things === 'voices' ? voices(settings) : ofCluster(things, settings, surroundings);
}

const flagIn = (words: readonly string[], flag: string): string | undefined => {
  const at = words.lastIndexOf(flag);
  return at === -1 ? undefined : words[at + 1];
};

async function codes(): Promise<readonly Choice[]> {
  const { explainedCodes } = await import('../explain/index.js');
  return explainedCodes().map(({ code, title }) => ({ value: code, description: title }));
}

async function voices({ voicesFolder }: Settings): Promise<readonly Choice[]> {
  const { listVoices } = await loadSpeech();
  const listed = await listVoices(voicesFolder);
  const sorted = listed.toSorted((a, b) => Number(b.installed) - Number(a.installed));
  return sorted.map(({ name, language, installed }) => ({
    value: name,
    description: installed ? `${language}, installed` : language,
  }));
}

async function ofCluster(
  things: Exclude<KnownThing, 'voices' | 'codes'>,
  settings: Settings,
  surroundings: Surroundings,
): Promise<readonly Choice[]> {
  const { chosenBy: _, ...login } = clusterTarget(settings, surroundings);
  const name = `e2a/client/${surroundings.hostName}`;
  const cluster = await connectCluster({ ...login, name, telemetry: silentTelemetry, waitMs: LONGEST_MS });
  try {
    return await NAMES_OF[things](createClient(cluster, surroundings.clock));
  } finally {
    await cluster.close();
  }
}

const NAMES_OF = {
  jobs: async (client: Client) =>
    (await client.jobs()).map(({ status: { job, title, percent } }) => ({
      value: job,
      description: `${title}, ${Math.floor(percent)} %`,
    })),
  nodes: async (client: Client) =>
    (await client.nodes()).map(({ node, state }) => ({ value: node, description: state })),
  batches: async (client: Client) =>
    (await client.batches.list()).map(({ id, name }) => ({ value: id, description: name })),
  letters: async (client: Client) =>
    (await client.deadLetters()).map(({ id, reason }) => ({ value: id, description: reason })),
} as const;
