import { loadSettings, SETTINGS, type SettingName, type Settings } from '../../config/index.js';
import type { WebOptions } from '../../web/index.js';
import { settingRows } from '../commands/config.js';
import type { CommandContext } from '../surroundings.js';

type Shown = NonNullable<WebOptions['shown']>;

/** What the page of settings tells, as it was at the start. */
export function shownSettings(
  settings: Settings,
  context: CommandContext,
  beside: Pick<ReturnType<Shown>, 'watched' | 'notices'>,
): Shown {
  const loaded = loadSettings({}, context);
  const names = Object.keys(SETTINGS) as readonly SettingName[];
  const rows = settingRows({ ...loaded, settings });
  const shown = names.map((name, place) => {
    const isSecret = 'secret' in SETTINGS[name];
    const { key, value, origin } = rows[place] ?? { key: name, value: null, origin: '' };
    const isFromFlag = JSON.stringify(loaded.settings[name]) !== JSON.stringify(settings[name]);
    return { name: key, value: wordOf(value, isSecret), origin: isFromFlag ? 'flag' : origin, isSecret };
  });
  return () => ({ settings: shown, ...beside });
}

function wordOf(value: ReturnType<typeof settingRows>[number]['value'], isSecret: boolean): string {
  if (value === null) return '';
  if (isSecret) return 'set';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
