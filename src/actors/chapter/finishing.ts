import { CODES, type Transition } from '../../core/index.js';
import { announce, become, unchanged } from '../transition.js';
import { encodeAudio, tellBook } from './effects.js';
import { effortOf } from './effort.js';
import type { ChapterMessageOf } from './messages.js';
import { type AudioChapter, type ChapterState, type EncodingChapter, joinedOf, startedOf } from './state.js';

type ChapterTransition = Transition<ChapterState>;

/** From the joined sound to the packets. */
export function clipsJoined(state: ChapterState, message: ChapterMessageOf<'ClipsJoined'>): ChapterTransition {
  if (state.phase !== 'joining' || message.attempt !== state.attempt) return unchanged(state);
  const { object: audio, samples, loudness, notes } = message;
  const { run, job, chapter, silent, startedAt } = state;
  // Not in the turn that asks for the join: performed twice, it would take that away, too.
  const leftovers = state.hurry ? [{ type: 'withdraw', job, chapter } as const] : [];
  return become({ ...startedOf(state), phase: 'joined', audio, samples, loudness }, [
    ...leftovers,
    tellBook(state, {
      type: 'ChapterJoined',
      run,
      chapter,
      object: audio,
      samples,
      loudness,
      silent,
      ...(notes === undefined ? {} : { notes }),
      ...effortOf(state),
    }),
    announce(job, 'chapter-joined', `${state.title} is spoken.`, {
      silent: silent.length,
      ...(startedAt === undefined ? {} : { since: startedAt }),
    }),
  ]);
}

/** The Book has decided on the gain; a later start of it keeps the sound and masters it anew. */
export function encodeChapter(state: ChapterState, message: ChapterMessageOf<'EncodeChapter'>): ChapterTransition {
  const { run } = message;
  switch (state.phase) {
    case 'joined':
      return run >= state.run ? beginEncoding(state, message) : unchanged(state);
    case 'encoding':
      return run > state.run ? beginEncoding(state, message) : unchanged(state);
    case 'completed':
      if (run > state.run) return beginEncoding(state, message);
      return run === state.run ? become(state, [tellEncoded(state, state.packets)]) : unchanged(state);
    case 'speaking':
    case 'joining':
      return unchanged(state);
    default:
      return 'run' in state && run < state.run ? unchanged(state) : become(state, [tellNoAudio(state, run)]);
  }
}

export function packetsEncoded(state: ChapterState, message: ChapterMessageOf<'PacketsEncoded'>): ChapterTransition {
  if (state.phase !== 'encoding' || message.attempt !== state.attempt) return unchanged(state);
  return become({ ...joinedOf(state), phase: 'completed', packets: message.object }, [
    tellEncoded(state, message.object),
    announce(state.job, 'chapter-encoded', `${state.title} is encoded.`),
  ]);
}

function beginEncoding(
  state: AudioChapter,
  { run, gainDb }: Pick<EncodingChapter, 'run' | 'gainDb'>,
): ChapterTransition {
  const attempt = state.attempt + 1;
  const encoding: EncodingChapter = { ...joinedOf(state), phase: 'encoding', run, gainDb, attempt, paused: false };
  return become(encoding, [encodeAudio(encoding)]);
}

const tellEncoded = ({ job, run, chapter }: AudioChapter, object: string) =>
  tellBook({ job }, { type: 'ChapterEncoded', run, chapter, object });

/** A Book that waits for the packets of a chapter without sound would wait for ever. */
const tellNoAudio = ({ job, chapter }: ChapterState, run: number) =>
  tellBook(
    { job },
    {
      type: 'ChapterFailed',
      run,
      chapter,
      failure: { code: CODES.actorFailed, what: 'Its sound is not there any more', fix: `e2a retry ${job}` },
    },
  );
