import { EXIT, type ExitCode } from '../../../core/index.js';
import { byteCount } from '../../../ordering/index.js';
import { type ClusterFlags, clusterFlags, settingsFor } from '../../command.js';
import { throwIfInterrupted } from '../../interruption.js';
import { withOpenCluster } from '../../open-cluster.js';
import { ndjson } from '../../render/ndjson.js';
import type { CommandContext } from '../../surroundings.js';
import { pushFile, sweepBrokenPushes, uploadsOf } from '../../voices/push-files.js';
import { loadSpeech } from '../../wiring.js';

export interface PushFlags extends ClusterFlags {
  readonly json?: boolean;
}

/** Whether that is allowed the licence says, and nobody here can judge it. */
const PASSED_ON = 'Every node of the cluster can fetch it from there: see that its licence lets you pass it on.';

export async function pushOne(name: string, flags: PushFlags, context: CommandContext): Promise<ExitCode> {
  const { out, words, interruption } = context;
  const settings = settingsFor(context, clusterFlags(flags));
  const uploads = await uploadsOf(name, settings.voicesFolder);
  const { licenceNotice, voiceFacts } = await loadSpeech();
  words.write(`${licenceNotice((await voiceFacts(name, settings.voicesFolder)).voice)}\n${PASSED_ON}\n`);
  const pushed: string[] = [];
  await withOpenCluster(context, settings, async ({ voices, serverTime }) => {
    await sweepBrokenPushes(voices, await serverTime());
    for (const upload of uploads) {
      throwIfInterrupted(interruption);
      const isNew = await pushFile(voices, upload, name);
      if (isNew) pushed.push(upload.object);
      words.write(`${isNew ? 'Pushed' : 'There already:'} ${upload.object} (${byteCount(upload.bytes)}).\n`);
    }
  });
  words.write(`A node without internet can speak it now: e2a node --voice ${name}\n`);
  if (flags.json === true) out.write(ndjson({ voice: name, pushed, files: uploads.map(({ object }) => object) }));
  else out.write(`${name}\n`);
  return EXIT.done;
}
