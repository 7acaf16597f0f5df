/**
 * Settings: what there is to set, where values come from, and which of them wins.
 *
 * The only reader of the environment. What a setting is used for does not belong here.
 */
export { type ClusterTarget, clusterTarget } from './cluster-target.js';
export { type Environment, environment, forbidTelemetry } from './environment.js';
export { type Folders, type Machine, platformFolders } from './folders.js';
export { secretParts, shownAddress } from './integration-settings.js';
export { type LoadedSettings, loadSettings } from './load.js';
export { type NatsContext, readNatsContext } from './nats-context.js';
export {
  type FlagValues,
  type Origin,
  SETTINGS,
  type SettingName,
  type Settings,
  type SettingValue,
} from './settings.js';
