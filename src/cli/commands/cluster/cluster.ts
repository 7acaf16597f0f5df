import { Command } from 'commander';
import type { CommandContext } from '../../surroundings.js';
import { initCommand } from './init.js';

/** `e2a cluster …`: what the people who run a cluster do. */
export function clusterCommand(context: CommandContext): Command {
  return new Command('cluster').description('make a cluster').addCommand(initCommand(context));
}
