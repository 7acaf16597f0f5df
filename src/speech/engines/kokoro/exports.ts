import { DURATIONS_OUTPUT, SEED_INPUT } from '../onnx-graph/index.js';

/** What the exports of Kokoro that people made call the same things. */
const TOKENS = ['input_ids', 'tokens'] as const;
const SOUND = ['waveform', 'audio'] as const;
const DURATIONS = ['duration', DURATIONS_OUTPUT] as const;

/** How one export is fed and read. */
export interface ExportRoles {
  readonly tokens: string;
  readonly sound: string;
  readonly durations: string | null;
  readonly takesSeed: boolean;
  /** Its speed is a whole number. */
  readonly wholeSpeed: boolean;
}

/** As onnxruntime tells of an input. */
interface InputFacts {
  readonly name: string;
  readonly isTensor: boolean;
  readonly type?: string;
}

/** @throws Error that names what is missing: it is no Kokoro. */
export function rolesOf(inputs: readonly InputFacts[], outputs: readonly string[]): ExportRoles {
  const names = inputs.map(({ name }) => name);
  const known: readonly string[] = [...TOKENS, 'style', 'speed', SEED_INPUT];
  const strange = names.find((name) => !known.includes(name));
  if (strange !== undefined) throw new Error(`it is no model of Kokoro: it wants "${strange}"`);
  for (const name of ['style', 'speed']) found([name], names, 'input');
  return {
    tokens: found(TOKENS, names, 'input'),
    sound: found(SOUND, outputs, 'output'),
    durations: DURATIONS.find((name) => outputs.includes(name)) ?? null,
    takesSeed: names.includes(SEED_INPUT),
    wholeSpeed: inputs.some(({ name, type }) => name === 'speed' && type === 'int32'),
  };
}

function found(wanted: readonly string[], names: readonly string[], what: string): string {
  const name = wanted.find((candidate) => names.includes(candidate));
  if (name !== undefined) return name;
  throw new Error(`it is no model of Kokoro: it has no ${what} ${wanted.join(' or ')}, but ${names.join(', ')}`);
}

/** @throws Error for a pace that an export with a whole-number speed cannot keep */
export function speedFor(speed: number, wholeSpeed: boolean): number {
  if (!wholeSpeed || Number.isInteger(speed)) return speed;
  throw new Error(`this export of Kokoro knows no speed but 1 and 2, and ${speed} was asked for`);
}

/** @param count ids with the edges; null when there is not one number for each */
export function framesFrom(data: unknown, count: number): Float32Array | null {
  const frames = numbersOf(data);
  return frames?.length === count ? frames : null;
}

function numbersOf(data: unknown): Float32Array | null {
  if (data instanceof Float32Array) return data;
  if (data instanceof BigInt64Array) return Float32Array.from(data, Number);
  return data instanceof Int32Array ? Float32Array.from(data) : null;
}
