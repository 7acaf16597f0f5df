import type { z } from 'zod';
import { err, type Json, ok, type Result } from '../core/index.js';

/** Checks a message from the wire; the error says which fields are wrong. */
export const decodeWith =
  <Message>(schema: z.ZodType<Message>) =>
  (message: Json): Result<Message> => {
    const parsed = schema.safeParse(message);
    return parsed.success
      ? ok(parsed.data)
      : err(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '));
  };
