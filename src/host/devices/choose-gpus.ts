import { CODES, EXIT, UserError } from '../../core/index.js';
import { deviceWords, type Gpu } from './gpu.js';

/** What `--gpu` says. */
export type GpuChoice =
  | { readonly type: 'none' }
  /** Those that work; else the CPU. */
  | { readonly type: 'auto' }
  | { readonly type: 'all' }
  /** Indices, or UUIDs and beginnings of such. */
  | { readonly type: 'named'; readonly names: readonly string[] };

const INDEX = /^\d{1,3}$/;
/** NVIDIA's tools take the beginning of a UUID, too. */
const UUID = /^GPU-[0-9a-f][0-9a-f-]*$/i;

/** @throws UserError (exit 2) for anything else than none, auto, all, or indices and UUIDs with commas between. */
export function parseGpuChoice(text: string): GpuChoice {
  const word = text.trim().toLowerCase();
  if (word === 'none' || word === 'auto' || word === 'all') return { type: word };
  const names = text.split(',').map((name) => name.trim());
  const strange = names.find((name) => !INDEX.test(name) && !UUID.test(name));
  if (strange !== undefined) throw wrongChoice(text, strange === '' ? 'A number is missing.' : notKnown(strange));
  const keys = names.map((name) => (INDEX.test(name) ? String(Number(name)) : name.toLowerCase()));
  if (new Set(keys).size < keys.length) throw wrongChoice(text, 'A GPU is named twice.');
  return { type: 'named', names };
}

const notKnown = (name: string): string => `"${name}" is neither the number of a GPU nor a UUID.`;

const wrongChoice = (text: string, why: string): UserError =>
  new UserError(
    {
      code: CODES.configInvalid,
      what: `--gpu cannot be "${text}".`,
      why,
      fix: '--gpu 1, --gpu 0,1, --gpu all, --gpu auto or --gpu none; the numbers are those of nvidia-smi -L',
    },
    EXIT.usage,
  );

/** What CUDA_VISIBLE_DEVICES leaves of the GPUs; null when it is not set. */
export type Visible = readonly string[] | null;

/** CUDA shows those named before the first that is none, so an empty value and `-1` mean: no GPU. */
export function visibleGpus(value: string | undefined): Visible {
  if (value === undefined) return null;
  const names = value.split(',').map((name) => name.trim());
  const end = names.findIndex((name) => !INDEX.test(name) && !UUID.test(name));
  return end === -1 ? names : names.slice(0, end);
}

/**
 * The GPUs that are meant, in the order of the choice.
 * @param gpus all of this machine
 * @throws UserError (exit 7) when one is not there or hidden, or a name could mean two.
 */
export function chooseGpus(
  choice: Extract<GpuChoice, { type: 'all' | 'auto' | 'named' }>,
  gpus: readonly Gpu[],
  visible: Visible,
): readonly Gpu[] {
  const shown = visible === null ? gpus : gpus.filter((gpu) => visible.some((name) => isCalled(gpu, name)));
  if (shown.length === 0) throw unusable('Every GPU of this machine is hidden.', hiddenWhy(visible), HIDDEN_FIX);
  if (choice.type !== 'named') return shown;
  const chosen = choice.names.map((name) => oneCalled(name, gpus, shown, visible));
  if (new Set(chosen).size < chosen.length) throw wrongChoice(choice.names.join(','), 'A GPU is named twice.');
  return chosen;
}

function oneCalled(name: string, gpus: readonly Gpu[], shown: readonly Gpu[], visible: Visible): Gpu {
  const [found, second] = gpus.filter((gpu) => isCalled(gpu, name));
  if (found === undefined)
    throw unusable(`There is no GPU ${name} here.`, listOf(gpus), 'name one of these, or --gpu all');
  if (second !== undefined) throw unusable(`"${name}" could be two GPUs.`, listOf(gpus), 'write more of its UUID');
  if (shown.includes(found)) return found;
  throw unusable(`GPU ${name} is hidden.`, hiddenWhy(visible), HIDDEN_FIX);
}

const isCalled = ({ index, uuid }: Gpu, name: string): boolean =>
  INDEX.test(name) ? index === Number(name) : uuid.toLowerCase().startsWith(name.toLowerCase());

const HIDDEN_FIX = 'unset CUDA_VISIBLE_DEVICES; --gpu alone says which GPUs are used';
const hiddenWhy = (visible: Visible): string =>
  `CUDA_VISIBLE_DEVICES is set${visible === null || visible.length === 0 ? ' and names none' : ` to ${visible.join(',')}`}.`;
const listOf = (gpus: readonly Gpu[]): string =>
  `There ${gpus.length === 1 ? 'is' : 'are'} ${gpus.map((gpu) => `${gpu.index}: ${deviceWords(gpu)}`).join(', ')}.`;

const unusable = (what: string, why: string, fix: string): UserError =>
  new UserError({ code: CODES.deviceUnavailable, what, why, fix }, EXIT.unavailable);
