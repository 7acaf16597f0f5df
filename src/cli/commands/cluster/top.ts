import { Command } from 'commander';
import { createClient } from '../../../client/index.js';
import { EXIT, type ExitCode } from '../../../core/index.js';
import { action, type ClusterFlags, clusterFlags, settingsFor, withCluster, withJson } from '../../command.js';
import { exitCodeOf } from '../../interruption.js';
import { withOpenCluster } from '../../open-cluster.js';
import { drawingOn } from '../../render/drawing.js';
import { liveBlock } from '../../render/live-block.js';
import { ndjson } from '../../render/ndjson.js';
import { topDocument, topLines } from '../../render/top.js';
import type { Screen } from '../../screen.js';
import type { CommandContext } from '../../surroundings.js';
import { type ClusterLook, clusterLooks } from '../../top/look.js';

interface TopFlags extends ClusterFlags {
  readonly once?: boolean;
  readonly json?: boolean;
}

/** Nodes report every few seconds; more often there is nothing new, and a person reads no faster. */
const LOOK_EVERY_MS = 2_000;

/** The cluster at work, drawn again and again. */
export function topCommand(context: CommandContext): Command {
  const command = new Command('top')
    .description('nodes, queues and running jobs, drawn anew every two seconds; q leaves')
    .option('--once', 'one look; the default where the output is no terminal');
  return withJson(withCluster(command)).action(action(context, (flags: TopFlags) => top(flags, context)));
}

async function top(flags: TopFlags, context: CommandContext): Promise<ExitCode> {
  const { clock, interruption, out } = context;
  const settings = settingsFor(context, clusterFlags(flags));
  const json = flags.json === true;
  const isOnce = flags.once === true || !(json || out.isLive);
  const left = new AbortController();
  const isLive = !json && !isOnce;
  const stop = isLive ? context.keys.listen((key) => key.toLowerCase() === 'q' && left.abort()) : () => undefined;
  const signal = AbortSignal.any([interruption.signal, left.signal]);
  const show = json ? showLine(out) : isLive ? showBlock(out) : showText(out);
  try {
    await withOpenCluster(context, settings, async (cluster) => {
      const look = clusterLooks(createClient(cluster, clock));
      while (!signal.aborted) {
        show(await look(clock.now()));
        if (isOnce) return;
        await clock.sleep(LOOK_EVERY_MS, signal);
      }
    });
  } finally {
    stop();
  }
  const reason = interruption.reason();
  return reason === null ? EXIT.done : exitCodeOf(reason);
}

type Show = (look: ClusterLook) => void;

const showLine =
  (out: Screen): Show =>
  (look) =>
    out.write(ndjson(topDocument(look)));

const showText =
  (out: Screen): Show =>
  (look) =>
    out.write(`${topLines(look, Number.POSITIVE_INFINITY, drawingOn(out)).join('\n')}\n`);

/** The last look stays on the screen. */
function showBlock(out: Screen): Show {
  const block = liveBlock(out);
  // The line below the block holds the cursor.
  return (look) => block.draw(topLines(look, out.rows() - 1, drawingOn(out)));
}
