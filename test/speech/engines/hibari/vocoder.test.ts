import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { BINS, FRAME_SAMPLES, HOP_SAMPLES, SAMPLE_RATE } from '../../../../src/speech/engines/hibari/sound-format.js';
import { FRAME_NUMBERS } from '../../../../src/speech/engines/hibari/spectrum.js';
import { makeVocoder, type Spectra } from '../../../../src/speech/engines/hibari/vocoder.js';
import { noiseTable } from '../../../../src/speech/engines/onnx-graph/index.js';

const NOISE = noiseTable(2 ** 16);
const SEED = 60_000;
/** Tables with straight lines between their entries may be off by this much of the loudest sample: 80 dB under it. */
const TOLERANCE = 1e-4;

/** A number between −1 and 1 that looks like chance and is not. */
const odd = (i: number): number => Math.sin(i * 12.9898) * Math.cos(i * 4.1414);

/** Spectra as the network tells them: ln of loudness falling with the frequency, turns, phases, a pitch. */
function spectraOf(pitches: readonly number[]): Spectra {
  const numbers = Float32Array.from({ length: pitches.length * FRAME_NUMBERS }, (_, i) => {
    const kind = Math.floor((i % FRAME_NUMBERS) / BINS);
    const bin = i % BINS;
    if (kind === 1) return 4 * odd(i);
    if (kind === 4) return 9 * odd(i);
    return (kind === 2 ? -4 : 0) - bin / 100 + 2 * odd(i);
  });
  return { numbers, f0: Float32Array.from(pitches) };
}

/** The formula as it is written down, with nothing made fast. */
function slowly({ numbers, f0 }: Spectra): Float64Array {
  const frames = f0.length;
  const length = frames * HOP_SAMPLES;
  const window = Array.from(
    { length: FRAME_SAMPLES },
    (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / FRAME_SAMPLES),
  );
  const source = pulses(f0);
  const mirrored = (i: number): number => source[i < 0 ? -i : i >= length ? 2 * length - 2 - i : i] ?? 0;
  const sum = new Float64Array(length + FRAME_SAMPLES);
  const weight = new Float64Array(length + FRAME_SAMPLES);
  for (let frame = 0; frame < frames; frame++) {
    const cut = window.map((w, i) => (mirrored(frame * HOP_SAMPLES + i - FRAME_SAMPLES / 2) * w) / HOP_SAMPLES);
    const spectrum = Array.from({ length: BINS }, (_, bin) => binOf(numbers, frame, bin, cut));
    for (let i = 0; i < FRAME_SAMPLES; i++) {
      let sample = 0;
      for (const [bin, [re, im]] of spectrum.entries()) {
        const angle = (2 * Math.PI * ((bin * i) % FRAME_SAMPLES)) / FRAME_SAMPLES;
        const isEnd = bin === 0 || bin === BINS - 1;
        sample += isEnd ? re * Math.cos(angle) : 2 * (re * Math.cos(angle) - im * Math.sin(angle));
      }
      const at = frame * HOP_SAMPLES + i;
      sum[at] = (sum[at] ?? 0) + (sample / FRAME_SAMPLES) * (window[i] ?? 0);
      weight[at] = (weight[at] ?? 0) + (window[i] ?? 0) ** 2;
    }
  }
  return Float64Array.from({ length }, (_, i) => (sum[i + 600] ?? 0) / (weight[i + 600] ?? 1));
}

function binOf(numbers: Float32Array, frame: number, bin: number, cut: readonly number[]): readonly [number, number] {
  const number = (kind: number): number => numbers[frame * FRAME_NUMBERS + kind * BINS + bin] ?? 0;
  const noise = (part: number): number => NOISE[(SEED + (frame * BINS + bin) * 2 + part) % NOISE.length] ?? 0;
  let er = 0;
  let ei = 0;
  for (const [i, value] of cut.entries()) {
    const angle = (2 * Math.PI * ((bin * i) % FRAME_SAMPLES)) / FRAME_SAMPLES;
    er += value * Math.cos(angle);
    ei -= value * Math.sin(angle);
  }
  const [gain, turn] = [Math.exp(Math.min(number(0), 7)), Math.PI * Math.tanh(number(1))];
  const [hiss, rest] = [Math.exp(Math.min(number(2), 7)), Math.exp(Math.min(number(3), 7))];
  return [
    gain * (er * Math.cos(turn) - ei * Math.sin(turn)) + hiss * noise(0) + rest * Math.cos(number(4)),
    gain * (er * Math.sin(turn) + ei * Math.cos(turn)) + hiss * noise(1) + rest * Math.sin(number(4)),
  ];
}

function pulses(f0: Float32Array): Float64Array {
  let phase = 0;
  return Float64Array.from({ length: f0.length * HOP_SAMPLES }, (_, i) => {
    const place = (i + 0.5) / HOP_SAMPLES - 0.5;
    const left = Math.floor(place);
    const at = (frame: number): number => f0[Math.min(Math.max(frame, 0), f0.length - 1)] ?? 0;
    const pitch = at(left) + (place - left) * (at(left + 1) - at(left));
    phase += Math.max(pitch, 40) / SAMPLE_RATE;
    if (pitch <= 40) return 0;
    let sum = 0;
    for (let harmonic = 1; harmonic <= Math.floor(11_000 / pitch); harmonic++)
      sum += Math.cos(2 * Math.PI * harmonic * phase);
    return sum;
  });
}

const VOICED = [180, 190, 0, -1, -1, 0, -1, 0, 210, 205, 41];

describe('the vocoder', () => {
  const vocode = makeVocoder(NOISE);

  it.each([
    ['an odd number of frames, with and without a voice', VOICED],
    ['an even number of frames', VOICED.slice(0, 4)],
    ['no voice at all', [0, 0, -1, -1, 0]],
  ])('says what the formula says: %s', (_, pitches) => {
    const spectra = spectraOf(pitches);
    const expected = slowly(spectra);
    const pcm = vocode(spectra, SEED);
    const peak = expected.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    expect(pcm).toHaveLength(expected.length);
    expect(
      pcm.reduce((most, sample, i) => Math.max(most, Math.abs(sample - (expected[i] ?? 0))), 0) / peak,
    ).toBeLessThan(TOLERANCE);
  });

  it('gives one seed one sound, whatever was said before', () => {
    const digest = (seed: number): string =>
      createHash('sha256')
        .update(vocode(spectraOf(VOICED), seed))
        .digest('hex');
    const first = digest(SEED);
    expect(digest(SEED + 1)).not.toBe(first);
    expect(digest(SEED)).toBe(first);
  });

  it('keeps to numbers with the least there can be, and with the loudest', () => {
    expect(vocode(spectraOf([200]), 0).every(Number.isFinite)).toBe(true);
    expect(vocode({ numbers: new Float32Array(), f0: new Float32Array() }, 0)).toHaveLength(0);
    const wild = { numbers: new Float32Array(3 * FRAME_NUMBERS).fill(1e9), f0: Float32Array.of(1e5, 41, 100) };
    expect(vocode(wild, 0).every(Number.isFinite)).toBe(true);
  });

  it('tells a broken network by what is no number', () => {
    const broken = { numbers: new Float32Array(4 * FRAME_NUMBERS).fill(Number.NaN), f0: new Float32Array(4) };
    expect(vocode(broken, 0).some(Number.isFinite)).toBe(false);
  });
});
