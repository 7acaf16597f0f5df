import { mkdir, rename, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clusterTarget, readNatsContext, type Settings } from '../../config/index.js';
import { UserError } from '../../core/index.js';
import {
  byteCount,
  chooseVoice,
  enginePlace,
  knownVoices,
  namedEngine,
  type VoiceChoice,
} from '../../ordering/index.js';
import type { Probe } from './probe.js';
import { speechServerProbe } from './speech-server-probe.js';
import type { CommandContext } from '../surroundings.js';
import { loadEmbedded, loadPrograms, loadSpeech } from '../wiring.js';
import { connectCluster, type ConnectedCluster } from '../../client/index.js';

const OLDEST_NODE = [20, 19] as const;
const DEADLINE_MS = 10_000;
/** A job of ten hours and its store take about this much. */
const LEAST_SPACE_BYTES = 2 * 1024 ** 3;

/** What a conversion on this machine needs, and the cluster when one is configured. */
export function probesOf(settings: Settings, context: CommandContext): readonly Probe[] {
  return [
    nodeProbe(context.nodeVersion),
    ffmpegProbe,
    espeakProbe(settings),
    natsServerProbe(settings),
    ...READERS.map(readerProbe),
    voiceProbe(settings),
    speechServerProbe(settings, context),
    dataFolderProbe(settings.dataFolder, context.runName),
    clusterProbe(settings, context),
  ];
}

const nodeProbe = (version: string): Probe => ({
  name: 'Node.js',
  fix: 'install Node.js 20.19 or newer',
  look: async () => {
    const [major = 0, minor = 0] = version.split('.').map(Number);
    const [wantedMajor, wantedMinor] = OLDEST_NODE;
    const isOld = major < wantedMajor || (major === wantedMajor && minor < wantedMinor);
    if (isOld) throw new Error(`This is ${version}; ${OLDEST_NODE.join('.')} or newer is needed.`);
    return version;
  },
});

async function firstLines(program: string, args: readonly string[]): Promise<string> {
  const { runProgram } = await loadPrograms();
  const { stdout } = await runProgram({ program, args, deadlineMs: DEADLINE_MS });
  return Buffer.from(stdout).toString('utf8');
}

const ffmpegProbe: Probe = {
  name: 'ffmpeg with AAC',
  fix: 'npm run setup, or install ffmpeg with your package manager',
  look: async () => {
    const version = /^ffmpeg version (\S+)/.exec(await firstLines('ffmpeg', ['-version']))?.[1] ?? 'unknown version';
    const encoders = await firstLines('ffmpeg', ['-hide_banner', '-encoders']);
    if (!/^\s*A\S*\s+aac\s/m.test(encoders)) throw new Error(`ffmpeg ${version} has no AAC encoder.`);
    return version;
  },
};

/** Engines that never start it. */
const WITHOUT_ESPEAK = ['hibari', 'openai', 'tone'];
const ESPEAK_FIX = 'npm run setup, or install espeak-ng with your package manager';

const espeakProbe = (settings: Settings): Probe => ({
  name: 'espeak-ng',
  fix: ESPEAK_FIX,
  look: async () => {
    const engine = namedEngine(settings) ?? (await usualVoice(settings)).engine;
    const version = firstLines('espeak-ng', ['--version']).then(versionIn);
    if (!WITHOUT_ESPEAK.includes(engine)) return version;
    return version.catch((error: unknown) => {
      if (!(error instanceof UserError)) throw error;
      return {
        skipped: `not installed; ${engine} does not need it, voices of piper, kokoro and espeak do (${ESPEAK_FIX})`,
      };
    });
  },
});

const versionIn = (told: string): string => /(\d+\.\d+(?:\.\d+)?)/.exec(told)?.[1] ?? 'unknown version';

/** Programs that read books in formats e2a has no reader of its own for. */
const READERS = [
  {
    program: 'ebook-convert',
    args: ['--version'],
    reads: 'Kindle, ODT, RTF and other books',
    install: 'sudo apt install calibre, or https://calibre-ebook.com/download',
  },
  {
    program: 'pdftotext',
    args: ['-v'],
    reads: 'PDFs',
    install: 'sudo apt install poppler-utils, or brew install poppler',
  },
] as const;

/** Not needed for most books: a missing one is no failure. */
const readerProbe = ({ program, args, reads, install }: (typeof READERS)[number]): Probe => ({
  name: program,
  fix: install,
  look: async () => {
    try {
      const { runProgram } = await loadPrograms();
      const { stdout, stderr } = await runProgram({ program, args, deadlineMs: DEADLINE_MS });
      return `${versionIn(`${Buffer.from(stdout).toString('utf8')} ${stderr}`)}, reads ${reads}`;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { skipped: `not installed; only ${reads} need it (${install})` };
    }
  },
});

const natsServerProbe = ({ embeddedServer, cacheFolder }: Settings): Probe => ({
  name: 'nats-server',
  fix: 'npm run setup',
  look: async () => {
    const { findServer } = await loadEmbedded();
    const { path, version } = await findServer({ serverPath: embeddedServer ?? undefined, cacheFolder });
    return `${version} (${path})`;
  },
});

/** What speaks when nobody says more. */
const usualVoice = async (settings: Settings): Promise<VoiceChoice> =>
  chooseVoice(settings, 'en', await knownVoices(settings));

const voiceProbe = (settings: Settings): Probe => ({
  name: 'voice',
  fix: 'e2a voices pull',
  look: async () => {
    const { describeProfile } = await loadSpeech();
    const profile = await describeProfile({ ...(await usualVoice(settings)), ...enginePlace(settings) });
    return `${profile.voice} by ${profile.engine} ${profile.engineVersion} (profile ${profile.id})`;
  },
});

const dataFolderProbe = (folder: string, runName: string): Probe => ({
  name: 'data folder',
  fix: 'make room or rights there, or name another one with E2A_DATA',
  look: async () => {
    await mkdir(folder, { recursive: true });
    const trial = join(folder, `.doctor-${runName}`);
    await writeFile(trial, '');
    await rename(trial, `${trial}-renamed`);
    await rm(`${trial}-renamed`);
    const { bavail, bsize } = await statfs(folder);
    const free = bavail * bsize;
    if (free < LEAST_SPACE_BYTES) throw new Error(`${folder} has only ${byteCount(free)} left.`);
    return `${folder} (${byteCount(free)} free)`;
  },
});

const clusterProbe = (settings: Settings, context: CommandContext): Probe => ({
  name: 'cluster',
  fix: 'start the server, or name another one with E2A_NATS_URL',
  look: async () => {
    const configured = settings.serverUrl !== null || readNatsContext(settings.serverContext, context) !== null;
    if (!configured) return { skipped: 'none is configured; convert needs none' };
    const { chosenBy: _, ...login } = clusterTarget(settings, context);
    const cluster = await connectCluster({ ...login, name: `e2a/doctor/${context.hostName}`, topology: 'expect' });
    const nodes = await cluster.nodes.list();
    await cluster.close();
    return clusterText(cluster, nodes.length);
  },
});

/** What stands there, and what a newer server could do better; none of that is needed. */
function clusterText({ server, topology }: ConnectedCluster, nodes: number): string {
  const copies = topology.replicas === 1 ? '1 copy' : `${topology.replicas} copies`;
  const facts = `${server.version} at ${server.url}, ${copies}, ${nodes} nodes`;
  return [facts, ...server.missing.map(lackText)].join('\n');
}

type Lack = ConnectedCluster['server']['missing'][number];
const lackText = ({ name, since, without }: Lack): string => `lacks ${name}, which came with ${since}: ${without}`;
