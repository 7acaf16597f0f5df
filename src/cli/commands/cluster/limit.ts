import { Command, InvalidArgumentError, Option } from 'commander';
import { type Client, createClient } from '../../../client/index.js';
import { EXIT, type ExitCode, type RateLimit } from '../../../core/index.js';
import { action, type ClusterFlags, clusterFlags, settingsFor, withCluster, withJson } from '../../command.js';
import { withOpenCluster } from '../../open-cluster.js';
import { drawingOn } from '../../render/drawing.js';
import { limitsDocument, limitsTable } from '../../render/limits.js';
import { ndjson } from '../../render/ndjson.js';
import type { CommandContext } from '../../surroundings.js';

interface LimitFlags extends ClusterFlags {
  readonly perMinute?: number;
  readonly atOnce?: number;
  readonly none?: boolean;
  readonly json?: boolean;
}

/** How often all nodes together may call an engine; without flags, what holds now. */
export function limitCommand(context: CommandContext): Command {
  const command = new Command('limit')
    .description('how often the nodes together may call a voice engine, for voices that are paid or shared')
    .argument('[engine]', 'piper, …; without it: all limits', engineName)
    .addOption(new Option('--per-minute <n>', 'calls begun in any minute; a call is a sentence').argParser(positive))
    .addOption(new Option('--at-once <n>', 'calls under way at the same time').argParser(whole))
    .addOption(new Option('--none', 'take the limit away').conflicts(['perMinute', 'atOnce']));
  return withJson(withCluster(command)).action(
    action(context, (engine: string | undefined, flags: LimitFlags) => limit(engine, flags, context)),
  );
}

async function limit(engine: string | undefined, flags: LimitFlags, context: CommandContext): Promise<ExitCode> {
  const { out, words } = context;
  const settings = settingsFor(context, clusterFlags(flags));
  const { limits, note } = await withOpenCluster(context, settings, async (cluster) => {
    const client = createClient(cluster, context.clock);
    const said = engine === undefined ? null : await change(client, engine, flags);
    return { limits: await client.limits(), note: said };
  });
  const shown = new Map([...limits].filter(([name]) => engine === undefined || name === engine));
  if (flags.json === true) out.write(ndjson(limitsDocument(shown)));
  else if (shown.size === 0) words.write(`There is no limit${engine === undefined ? '' : ` for ${engine}`}.\n`);
  else out.write(limitsTable(shown, drawingOn(out)));
  if (note !== null && flags.json !== true) words.write(`note: ${note}\n`);
  return EXIT.done;
}

/** @returns what should be known about it */
async function change(client: Client, engine: string, flags: LimitFlags): Promise<string | null> {
  const { perMinute = null, atOnce = null, none } = flags;
  const wanted: RateLimit = { perMinute, atOnce };
  if (none === true) await client.setLimit(engine, null);
  else if (perMinute !== null || atOnce !== null) await client.setLimit(engine, wanted);
  else return null;
  const engines = new Set((await client.nodes()).flatMap(({ profiles }) => profiles.map((one) => one['engine'])));
  const spoken = [...engines].join(', ');
  return engines.has(engine)
    ? null
    : `no node speaks with ${engine} now${spoken === '' ? '' : ` (but with ${spoken})`}`;
}

function engineName(text: string): string {
  if (/^[A-Za-z0-9_-]+$/.test(text)) return text;
  throw new InvalidArgumentError('It has to be the name of an engine, as e2a voices has it.');
}

function positive(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError('It has to be a number above 0.');
}

function whole(text: string): number {
  const value = positive(text);
  if (Number.isInteger(value)) return value;
  throw new InvalidArgumentError('It has to be a whole number above 0.');
}
