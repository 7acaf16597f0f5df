import { CLOCK_HZ } from './clock.js';
import { fromDb, windowLevels } from './levels.js';
import { toFloat32, toInt16 } from './samples.js';

/** A window this far below its clip's loudest one is a pause or a breath, not what a voice's loudness is told by. */
const GATE = fromDb(-30);
/** Voices differ by up to 4 dB (measured); who differs by more is not made equal by force. */
const MOST_LEVELLING_DB = 9;
/** Less than anybody hears: the clips stay as they are. */
const LEAST_LEVELLING_DB = 0.5;

/** How loud a voice speaks, out of its clips. */
export class VoiceLevel {
  private energy = 0;
  private windows = 0;
  private loudest = 0;

  /** @param pcm at 24 kHz */
  add(pcm: Int16Array): void {
    const samples = toFloat32(pcm);
    this.loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), this.loudest);
    const levels = windowLevels(samples, CLOCK_HZ);
    const gate = GATE * levels.reduce((most, level) => Math.max(most, level), 0);
    for (const level of levels) {
      if (level <= 0 || level < gate) continue;
      this.energy += level ** 2;
      this.windows += 1;
    }
  }

  /** Mean over what is speech, in dB of full scale; null: nothing was. */
  decibels(): number | null {
    return this.windows === 0 ? null : 10 * Math.log10(this.energy / this.windows);
  }

  /** dB between its highest peak and full scale. */
  headroom(): number {
    return -20 * Math.log10(this.loudest);
  }
}

/**
 * The factor of amplitude that brings one voice to the level of another, as far as its peaks have room; 1 where nobody would
 * hear it.
 */
export function levellingFactor(voice: VoiceLevel, to: VoiceLevel): number {
  const [own, wanted] = [voice.decibels(), to.decibels()];
  if (own === null || wanted === null) return 1;
  const gain = Math.max(-MOST_LEVELLING_DB, Math.min(MOST_LEVELLING_DB, wanted - own, Math.max(0, voice.headroom())));
  return Math.abs(gain) < LEAST_LEVELLING_DB ? 1 : fromDb(gain);
}

/** Louder or softer; what goes beyond 16 bits is held at their end. */
export const scaled = (pcm: Int16Array, factor: number): Int16Array =>
  factor === 1 ? pcm : toInt16(toFloat32(pcm).map((sample) => sample * factor));
