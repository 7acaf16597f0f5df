import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { needs } from '../access/index.js';
import { failureOf } from '../errors/index.js';
import type { WebParts } from '../web-parts.js';
import type { WebEnv } from '../web-env.js';
import { openAiError, wrongField } from './openai-error.js';
import { speechBusy } from './speech-busy.js';
import { type SpeechRequest, speechRequestSchema, spokenSpeed, voiceNameOf } from './speech-request.js';
import { CONTENT_TYPES, encoded, speechEvents } from './speech-sound.js';
import { createVoiceNames, nobodySpeaks } from './voice-names.js';

/** The one model there is: what speaks is the voice. */
const MODEL = { id: 'e2a', object: 'model', created: 0, owned_by: 'e2a' } as const;

const speech = createRoute({
  method: 'post',
  path: '/audio/speech',
  request: { body: { required: true, content: { 'application/json': { schema: speechRequestSchema } } } },
  middleware: [needs('submit')] as const,
  responses: { 200: { description: 'The sound.' } },
});

/** Speech as programs made for OpenAI ask for it: `/audio/speech`, `/audio/voices`, `/models`, with errors of that shape. */
export function speechRoutes(parts: WebParts): OpenAPIHono<WebEnv> {
  const names = createVoiceNames(parts);
  const router = new OpenAPIHono<WebEnv>({
    defaultHook: (result, c) => (result.success ? undefined : misfit(c, result.error.issues)),
  });
  router.onError((error, c) => {
    const { status, failure, headers } = failureOf(error, parts.log, c.req);
    return c.json(openAiError(status, failure), status, headers);
  });
  router.openapi(speech, async (c) => {
    const request = c.req.valid('json');
    const asked = voiceNameOf(request);
    const voice = await names.spokenBy(asked);
    try {
      return answer(request, voice, await spoken(request, voice, parts, c.req.raw.signal));
    } catch (error) {
      throw await names.refusal(error, asked);
    }
  });
  router.get('/audio/voices', needs('view'), async (c) => {
    const installed = (await parts.voices()).filter((voice) => voice.installed);
    return c.json({ voices: installed.map(({ name }) => name) });
  });
  router.get('/models', needs('view'), (c) => c.json({ object: 'list', data: [MODEL] }));
  router.get('/models/:id', needs('view'), (c) => c.json({ ...MODEL, id: c.req.param('id') }));
  return router;
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

function misfit(c: Context, issues: readonly Issue[]): Response {
  const [{ path, message } = { path: [], message: 'The request cannot be understood.' }] = issues;
  const param = path.length === 0 ? null : path.map(String).join('.');
  return c.json(wrongField(param === null ? message : `${param}: ${message}`, param, 'invalid_value'), 400);
}

/** When its turn has come, all of it. */
async function spoken(
  request: SpeechRequest,
  voice: string,
  { speak, encode, desk }: WebParts,
  signal: AbortSignal,
): Promise<Uint8Array> {
  if (speak === null) throw nobodySpeaks();
  const text = { voice, text: request.input, speed: spokenSpeed(request.speed) };
  const served = await desk.serve(
    async () => encoded(await speak(text, signal), request.response_format, encode, signal),
    signal,
  );
  if (served === null) throw speechBusy();
  return served.value;
}

function answer(
  { response_format: format, stream_format: stream, input, speed }: SpeechRequest,
  voice: string,
  sound: Uint8Array,
): Response {
  const headers = {
    'Cache-Control': 'no-store',
    'X-E2A-Voice': encodeURIComponent(voice),
    'X-E2A-Speed': String(spokenSpeed(speed)),
  };
  if (stream === 'audio')
    return new Response(sound, { headers: { ...headers, 'Content-Type': CONTENT_TYPES[format] } });
  const events = ReadableStream.from(speechEvents(sound, input.length));
  return new Response(events, { headers: { ...headers, 'Content-Type': 'text/event-stream; charset=utf-8' } });
}
