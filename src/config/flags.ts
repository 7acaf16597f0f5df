import type { SettingName } from './settings.js';

/** The flag of the command line that gives a setting: what a person typed is named in what is said about it. */
const FLAG_OF: Readonly<Partial<Record<SettingName, string>>> = {
  serverUrl: '--server',
  serverContext: '--context',
  pauses: '--pause',
  outputFormat: '--format',
  outputSplit: '--split',
  outputExtras: '--extras',
  outputLibrary: '--library',
  outputLayout: '--layout',
  graceSeconds: '--grace',
  nodeName: '--name',
  nodeHours: '--hours',
  dataFolder: '--data',
  logLevel: '--log-level',
  webHost: '--host',
  webPort: '--port',
  statusPort: '--status-port',
  watchFolder: '--watch',
};

/** Most are called as their setting is. */
export const flagOf = (name: SettingName): string => FLAG_OF[name] ?? `--${name}`;
