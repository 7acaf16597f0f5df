import { z } from '@hono/zod-openapi';
import { wishedName } from '../../ordering/index.js';

/** Of one request, as OpenAI has it. */
const MOST_CHARACTERS = 4_096;
/** What OpenAI's clients may ask for. */
const SLOWEST_ASKED = 0.25;
const FASTEST_ASKED = 4;
/** What voices can (the engines' limits); what is asked beyond is spoken at the nearest of them. */
export const SLOWEST_SPOKEN = 0.5;
export const FASTEST_SPOKEN = 2;
/** Of a model, which nobody looks at; a longer one is no name. */
const NAME_CHARACTERS = 200;

export const speechRequestSchema = z
  .object({
    model: z
      .string()
      .min(1)
      .max(NAME_CHARACTERS)
      .openapi({ description: 'Any: the voice decides what speaks.', example: 'e2a' }),
    input: z
      .string()
      .max(MOST_CHARACTERS, `The input may have ${MOST_CHARACTERS} characters.`)
      .refine((text) => /[\p{L}\p{N}]/u.test(text), 'The input has no letter and no digit.')
      .openapi({ example: 'It was a bright cold day.' }),
    voice: z.union([wishedName, z.object({ id: wishedName })]).openapi({
      description:
        'As GET /v1/audio/voices lists them. For a name of OpenAI’s the usual voice speaks; X-E2A-Voice says which.',
      example: 'hibari-heart',
    }),
    response_format: z.enum(['mp3', 'opus', 'aac', 'flac', 'wav', 'pcm']).default('mp3'),
    speed: z
      .number()
      .min(SLOWEST_ASKED, `The slowest speed is ${SLOWEST_ASKED}.`)
      .max(FASTEST_ASKED, `The fastest speed is ${FASTEST_ASKED}.`)
      .default(1)
      .openapi({ description: `Voices speak at ${SLOWEST_SPOKEN} to ${FASTEST_SPOKEN}; the nearest is taken.` }),
    stream_format: z.enum(['audio', 'sse']).default('audio'),
    instructions: z
      .string()
      .max(MOST_CHARACTERS)
      .optional()
      .openapi({ description: 'Not followed by any voice here.' }),
  })
  .openapi('SpeechRequest');

export type SpeechRequest = z.infer<typeof speechRequestSchema>;
export type SpeechFormat = SpeechRequest['response_format'];

export const voiceNameOf = ({ voice }: SpeechRequest): string => (typeof voice === 'string' ? voice : voice.id);

export const spokenSpeed = (asked: number): number => Math.min(FASTEST_SPOKEN, Math.max(SLOWEST_SPOKEN, asked));
