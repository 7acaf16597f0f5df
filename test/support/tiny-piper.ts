import { constant, FLOAT, INT64, input, node, onnxModel, output, scalar, sine } from './tiny-onnx.js';

/** Samples of one frame. */
export const HOP = 256;
/** Frames of an id at length 1. */
export const FRAMES_OF_AN_ID = 3;

/** A sine of 220 Hz and 20 more for each speaker; its length follows the second of the scales alone, its noise the first. */
export const tinyPiper = (speakers: boolean): Uint8Array =>
  onnxModel(
    input('input', INT64),
    input('input_lengths', INT64),
    input('scales', FLOAT),
    ...(speakers ? [input('sid', INT64)] : []),
    output('output'),
    scalar('first', INT64, 0),
    scalar('second', INT64, 1),
    scalar('hop', FLOAT, HOP),
    scalar('none', FLOAT, 0),
    scalar('usual', FLOAT, FRAMES_OF_AN_ID),
    scalar('base', FLOAT, 220),
    scalar('step', FLOAT, 20),
    scalar('quiet', FLOAT, 0.01),
    node('Gather', ['scales', 'first'], 'noise'),
    node('Gather', ['scales', 'second'], 'length'),
    node('Cast', ['input'], 'ids', { to: FLOAT }),
    node('Mul', ['ids', 'none'], 'nothing'),
    node('Cast', ['input_lengths'], 'lengths', { to: FLOAT }),
    node('Mul', ['lengths', 'none'], 'nothingMore'),
    node('Add', ['nothing', 'usual'], 'even'),
    node('Add', ['even', 'nothingMore'], 'plain'),
    node('Mul', ['plain', 'length'], 'paced'),
    node('Ceil', ['paced'], 'frames'),
    node('ReduceSum', ['frames'], 'total', { keepdims: 0 }),
    node('Mul', ['total', 'hop'], 'samples'),
    ...(speakers ? [node('Cast', ['sid'], 'speaker', { to: FLOAT })] : [constant('speaker', FLOAT, [0])]),
    node('Mul', ['speaker', 'step'], 'above'),
    node('Add', ['above', 'base'], 'hertz'),
    ...sine('samples', 'hertz', 22_050, 'clean'),
    node('RandomNormalLike', ['clean'], 'random', { dtype: FLOAT }),
    node('Mul', ['random', 'quiet'], 'soft'),
    node('Mul', ['soft', 'noise'], 'hiss'),
    node('Add', ['clean', 'hiss'], 'wet'),
    constant('shape', INT64, [1, 1, 1, -1]),
    node('Reshape', ['wet', 'shape'], 'output'),
  );
