import type { Command } from 'commander';
import { collect } from '../reading/flags.js';

/** For every command that orders a book. */
export const withLanguageVoices = (command: Command): Command =>
  command.option(
    '--voice-for <language=voice>',
    'another voice for what is in that language: fr=fr_FR-siwis-medium; may be given again',
    collect,
  );
