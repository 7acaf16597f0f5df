import type { Settings } from '../config/index.js';

/** Voices speaking at the same time without a GPU: one for each core; of a server as many as it is to be asked at once. */
export const slotsOfCpu = (
  { slots, engine, openaiSlots }: Pick<Settings, 'slots' | 'engine' | 'openaiSlots'>,
  cores: number,
): number => {
  if (slots > 0) return slots;
  return engine === 'openai' ? openaiSlots : cores;
};
