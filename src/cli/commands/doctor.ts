import { Command } from 'commander';
import { loadSettings } from '../../config/index.js';
import { EXIT, type ExitCode } from '../../core/index.js';
import { action, type ClusterFlags, clusterFlags, settingsFor, withCluster, withJson } from '../command.js';
import { writeBundle } from '../doctor/bundle.js';
import { gpuProbes } from '../doctor/gpu-probes.js';
import { examine, type Finding } from '../doctor/probe.js';
import { probesOf } from '../doctor/probes.js';
import { findingsText } from '../render/findings.js';
import { ndjson } from '../render/ndjson.js';
import type { CommandContext } from '../surroundings.js';

interface DoctorFlags extends ClusterFlags {
  readonly voice?: string;
  readonly engine?: string;
  readonly gpu?: boolean;
  readonly bundle?: string;
  readonly json?: boolean;
}

export function doctorCommand(context: CommandContext): Command {
  const command = new Command('doctor')
    .description('check what e2a needs on this machine, and how to mend what is missing')
    .option('--voice <name>', 'check this voice')
    .option('--engine <name>', 'check this engine')
    .option('--gpu', 'check the GPUs, too: have each say something')
    .option(
      '--bundle <file>',
      'write what was found, settings, versions and the last crash into an archive, without secrets',
    );
  return withJson(withCluster(command)).action(action(context, (flags: DoctorFlags) => doctor(flags, context)));
}

async function doctor(flags: DoctorFlags, context: CommandContext): Promise<ExitCode> {
  const { out } = context;
  const given = { ...clusterFlags(flags), voice: flags.voice, engine: flags.engine };
  const settings = settingsFor(context, given);
  const gpus = flags.gpu === true ? await gpuProbes(settings, context) : [];
  const findings = await examine([...probesOf(settings, context), ...gpus]);
  const ok = findings.every(isFine);
  if (flags.json === true) out.write(ndjson({ ok, findings }));
  else out.write(findingsText(findings, (style, text) => out.paint(style, text)));
  if (flags.bundle !== undefined) {
    const path = await writeBundle(flags.bundle, findings, loadSettings(given, context), context);
    context.words.write(`Written for whoever helps, without secrets; look into it before you send it: ${path}\n`);
  }
  return ok ? EXIT.done : EXIT.unavailable;
}

const isFine = ({ state }: Finding): boolean => state !== 'missing';
