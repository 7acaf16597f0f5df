import { constant, FLOAT, INT32, INT64, input, node, onnxModel, output, scalar, sine } from './tiny-onnx.js';

/** How an export of Kokoro differs from the others. */
export interface TinyExport {
  readonly tokens?: 'tokens' | 'input_ids';
  readonly sound?: 'audio' | 'waveform';
  readonly wholeSpeed?: boolean;
  /** `[1, time]` in place of `[time]`. */
  readonly rows?: boolean;
  readonly noise?: 'none' | 'normal' | 'uniform';
}

/** Ids its table has, as the real one. */
const SYMBOLS = 178;
/** Frames of a symbol at speed 1: its own number tells it from the others. */
export const framesOf = (id: number): number => 2 + (id % 3);
/** Says nothing but what is no number; the real one never met it. */
export const BAD_SYMBOL = '→';
const BAD_ID = 171;

/** A sine of 200 Hz and what the style's first number adds; 600 samples for each frame of each id, divided by the speed. */
export function tinyKokoro(variant: TinyExport = {}): Uint8Array {
  const { tokens = 'tokens', sound = 'audio', wholeSpeed = false, rows = false, noise = 'none' } = variant;
  const ids = Array.from({ length: SYMBOLS }, (_, id) => id);
  return onnxModel(
    input(tokens, INT64),
    input('style', FLOAT),
    input('speed', wholeSpeed ? INT32 : FLOAT),
    output(sound),
    constant('lengths', FLOAT, ids.map(framesOf)),
    constant(
      'purity',
      FLOAT,
      ids.map((id) => (id === BAD_ID ? Number.NaN : 0)),
    ),
    scalar('first', INT64, 0),
    scalar('hop', FLOAT, 600),
    scalar('least', FLOAT, 1),
    scalar('base', FLOAT, 200),
    node('Cast', ['speed'], 'pace', { to: FLOAT }),
    node('Gather', ['lengths', tokens], 'long'),
    node('Div', ['long', 'pace'], 'paced'),
    node('Round', ['paced'], 'rounded'),
    node('Clip', ['rounded', 'least'], 'frames'),
    node('ReduceSum', ['frames'], 'total', { keepdims: 0 }),
    node('Mul', ['total', 'hop'], 'samples'),
    node('Flatten', ['style'], 'row', { axis: 0 }),
    node('Gather', ['row', 'first'], 'tone', { axis: 1 }),
    node('Add', ['tone', 'base'], 'hertz'),
    ...sine('samples', 'hertz', 24_000, 'clean'),
    node('Gather', ['purity', tokens], 'spoilt'),
    node('ReduceSum', ['spoilt'], 'spoiltSum', { keepdims: 0 }),
    node('Add', ['clean', 'spoiltSum'], 'dry'),
    ...noiseOn('dry', 'wet', noise),
    constant('shape', INT64, rows ? [1, -1] : [-1]),
    node('Reshape', ['wet', 'shape'], sound),
  );
}

function noiseOn(from: string, to: string, noise: 'none' | 'normal' | 'uniform'): readonly Uint8Array[] {
  if (noise === 'none') return [node('Identity', [from], to)];
  const operator = noise === 'normal' ? 'RandomNormalLike' : 'RandomUniformLike';
  return [
    scalar('quiet', FLOAT, 0.01),
    node(operator, [from], 'random', { dtype: FLOAT }),
    node('Mul', ['random', 'quiet'], 'hiss'),
    node('Add', [from, 'hiss'], to),
  ];
}

/** A style whose k-th row begins with k: what a call was spoken with can be heard. */
export function tinyStyle(): Uint8Array {
  const bytes = Buffer.alloc(510 * 256 * 4);
  for (let row = 0; row < 510; row++) bytes.writeFloatLE(row, row * 256 * 4);
  return bytes;
}
