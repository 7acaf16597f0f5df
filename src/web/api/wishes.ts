import { z } from '@hono/zod-openapi';
import type { Settings } from '../../config/index.js';
import { orderWishesSchema } from '../../ordering/index.js';
import { EXTRAS, FORMATS, SPLITS } from '../../planning/index.js';

/** What a person may wish of a book; what is not said is as the settings of this node have it. */
export const wishes = orderWishesSchema.extend({
  format: z.enum(FORMATS).optional(),
  split: z.enum(SPLITS).optional(),
  extras: z.array(z.enum(EXTRAS)).max(EXTRAS.length).optional(),
});

export type Wishes = z.output<typeof wishes>;

/** The settings of this node under the wishes that are settings, too. */
export function settingsFor(configuration: Settings, { voice, engine, format, split, extras }: Wishes): Settings {
  return {
    ...configuration,
    voice: voice ?? configuration.voice,
    engine: engine ?? configuration.engine,
    outputFormat: format ?? configuration.outputFormat,
    outputSplit: split ?? configuration.outputSplit,
    outputExtras: extras?.join(',') ?? configuration.outputExtras,
  };
}
