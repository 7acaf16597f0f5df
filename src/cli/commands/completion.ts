import { Argument, Command } from 'commander';
import { EXIT, type ExitCode } from '../../core/index.js';
import { action } from '../command.js';
import type { Shell } from '../completion/index.js';
import type { CommandContext } from '../surroundings.js';

const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const satisfies readonly Shell[];

const EXAMPLES = `
Put it where your shell looks for it:
  bash         e2a completion bash >> ~/.bashrc
  zsh          e2a completion zsh > ~/.zfunc/_e2a        (a folder of $fpath)
  fish         e2a completion fish > ~/.config/fish/completions/e2a.fish
  powershell   e2a completion powershell >> $PROFILE

It completes commands, flags and their values, files; and where a cluster answers at once, jobs and nodes.`;

export function completionCommand(context: CommandContext): Command {
  return new Command('completion')
    .description('have the Tab key of your shell complete commands, jobs, nodes and voices')
    .addArgument(new Argument('<shell>', 'which shell').choices(SHELLS))
    .addHelpText('after', EXAMPLES)
    .action(action(context, (shell: Shell) => completion(shell, context)));
}

async function completion(shell: Shell, { out }: CommandContext): Promise<ExitCode> {
  const { writeShellScript } = await import('../completion/index.js');
  await writeShellScript(shell, (text) => out.write(text));
  return EXIT.done;
}
