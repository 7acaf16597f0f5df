import { z } from '@hono/zod-openapi';
import { orderWishesSchema } from '../../ordering/index.js';
import { EXTRAS } from '../../planning/index.js';

/** What a person may wish of a book; what is not said is as the settings of this node have it. */
export const wishes = orderWishesSchema.extend({ extras: z.array(z.enum(EXTRAS)).max(EXTRAS.length).optional() });

export type Wishes = z.output<typeof wishes>;
