import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import type { BookState, ChapterState } from '../../src/actors/index.js';
import { timingsName } from '../../src/audio/index.js';
import { hasSegment } from '../../src/actors/chapter/segment-set.js';
import type { Checkpoint } from '../../src/cluster/ports/index.js';

/** Revisions of a checkpoint kept for the checker; far more than any actor of these tests has turns. */
const HISTORY = 10_000;
const MAIL_CONSUMERS = 2 * 16;
const CONSUMERS_PER_CLASS = 3;
/** Three classes of work are offered: reading, media, and speech of one profile. */
const WORK_CONSUMERS = 3 * CONSUMERS_PER_CLASS;
const CHECKPOINT_STREAMS = ['KV_e2a_jobs', 'KV_e2a_chapters'];

export interface Checker {
  /** Everything that is not as it must be, in words; empty when all is well. */
  findings(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Looks at the server with the plain client, past all our code; keeps every revision of every checkpoint from now on. */
export async function startChecker(url: string): Promise<Checker> {
  const nc = await connect({ servers: url, maxReconnectAttempts: -1, reconnectTimeWait: 250 });
  const jsm = await jetstreamManager(nc);
  for (const name of CHECKPOINT_STREAMS) await jsm.streams.update(name, { max_msgs_per_subject: HISTORY });
  return { findings: () => findingsOf(jsm), close: () => nc.close() };
}

async function findingsOf(jsm: JetStreamManager): Promise<readonly string[]> {
  const [books, chapters] = await Promise.all(CHECKPOINT_STREAMS.map((stream) => historiesOf(jsm, stream)));
  const all = [...(books ?? []), ...(chapters ?? [])];
  return [
    ...(all.length === 0 ? ['no checkpoint was ever written'] : []),
    ...all.flatMap(brokenChain),
    ...(chapters ?? []).flatMap(acceptedResults),
    ...(await leftInQueues(jsm)),
    ...(await leakedConsumers(jsm)),
    ...(await orphans(jsm, 'e2a_audio', withTimings(namedAudio(all)))),
    ...(await orphans(jsm, 'e2a_books', namedBooks(all))),
  ];
}

/** All revisions of one actor, oldest first. */
interface History {
  readonly key: string;
  readonly revisions: readonly Checkpoint[];
}

async function historiesOf(jsm: JetStreamManager, stream: string): Promise<readonly History[]> {
  const { state } = await jsm.streams.info(stream);
  const byKey = new Map<string, Checkpoint[]>();
  for (let seq = state.first_seq; seq <= state.last_seq; seq++) {
    const message = await jsm.streams.getMessage(stream, { seq });
    if (message === null || message.data.length === 0) continue;
    const key = message.subject.split('.').slice(2).join('.');
    const { checkpoint } = message.json<{ checkpoint: Checkpoint }>();
    byKey.set(key, [...(byKey.get(key) ?? []), checkpoint]);
  }
  return [...byKey].map(([key, revisions]) => ({ key, revisions }));
}

/** Each revision is the turn after the one before, and no message was taken twice. */
function brokenChain({ key, revisions }: History): string[] {
  const ids = new Set<string>();
  return revisions.flatMap((revision, index) => {
    const id = revision.last?.messageId ?? '';
    const again = ids.has(id) ? [`${key}: message ${id} was taken twice`] : [];
    ids.add(id);
    const skipped = revision.turn === index + 1 ? [] : [`${key}: revision ${index + 1} is turn ${revision.turn}`];
    return [...again, ...skipped];
  });
}

/** Every segment became spoken exactly once, by a result of its own, and nothing became silent. */
function acceptedResults({ key, revisions }: History): string[] {
  const accepted = new Map<number, number>();
  let before: ChapterState | null = null;
  for (const revision of revisions) {
    const now = revision.state as unknown as ChapterState;
    for (const segment of newlySpoken(before, now, revision)) accepted.set(segment, (accepted.get(segment) ?? 0) + 1);
    before = now;
  }
  const last = revisions.at(-1)?.state as unknown as ChapterState | undefined;
  if (last === undefined || last.phase !== 'completed') return [`${key} ended ${last?.phase ?? 'never born'}`];
  const wrong = Array.from({ length: last.segments }, (_, i) => i + 1).filter((n) => accepted.get(n) !== 1);
  return [
    ...wrong.map((n) => `${key}: segment ${n} was accepted ${accepted.get(n) ?? 0} times`),
    ...(last.silent.length > 0 ? [`${key}: silent are ${last.silent.join(', ')}`] : []),
  ];
}

function newlySpoken(before: ChapterState | null, now: ChapterState, revision: Checkpoint): number[] {
  if (before?.phase !== 'speaking') return [];
  if (now.phase === 'joining') return [segmentIn(revision)];
  if (now.phase !== 'speaking') return [];
  const { spoken, segments } = now;
  const was = before.spoken;
  return Array.from({ length: segments }, (_, i) => i + 1).filter((n) => hasSegment(spoken, n) && !hasSegment(was, n));
}

/** The segment whose result made the chapter complete: it stands in the id of the message, `work:<job>/<chapter>/<segment>/<attempt>:…`. */
const segmentIn = (revision: Checkpoint): number => Number(revision.last?.messageId.split('/')[2]);

async function leftInQueues(jsm: JetStreamManager): Promise<string[]> {
  const streams = ['E2A_MAIL', 'E2A_WORK', 'E2A_DEAD'];
  const infos = await Promise.all(streams.map((name) => jsm.streams.info(name, { subjects_filter: '>' })));
  return infos.flatMap(({ config, state }) =>
    state.messages === 0
      ? []
      : [
          `${config.name} holds ${state.messages}: ${Object.keys(state.subjects ?? {})
            .slice(0, 5)
            .join(' ')}`,
        ],
  );
}

async function leakedConsumers(jsm: JetStreamManager): Promise<string[]> {
  const expected: Readonly<Record<string, number>> = { E2A_MAIL: MAIL_CONSUMERS, E2A_WORK: WORK_CONSUMERS };
  const found: string[] = [];
  for await (const { config, state } of jsm.streams.list()) {
    const count = expected[config.name] ?? 0;
    if (state.consumer_count !== count)
      found.push(`${config.name} has ${state.consumer_count} consumers, not ${count}`);
  }
  return found;
}

/** A chapter's sound names what lies beside it: where its words are heard. */
const withTimings = (named: ReadonlySet<string>): ReadonlySet<string> =>
  new Set([...named, ...[...named].filter((name) => name.endsWith('.flac')).map(timingsName)]);

/** Objects nobody names, and chunks no object names. */
async function orphans(jsm: JetStreamManager, bucket: string, named: ReadonlySet<string>): Promise<string[]> {
  const stream = `OBJ_${bucket}`;
  const { state } = await jsm.streams.info(stream, { subjects_filter: '>' });
  const subjects = Object.keys(state.subjects ?? {});
  const records = await Promise.all(
    subjects
      .filter((subject) => subject.startsWith(`$O.${bucket}.M.`))
      .map((subject) => jsm.streams.getMessage(stream, { last_by_subj: subject })),
  );
  const objects = records.flatMap((record) => record?.json<{ name: string; nuid: string }>() ?? []);
  const nuids = new Set(objects.map(({ nuid }) => nuid));
  const names = new Set(objects.map(({ name }) => name));
  return [
    ...objects.filter(({ name }) => !named.has(name)).map(({ name }) => `${bucket}: nobody names ${name}`),
    ...[...named].filter((name) => !names.has(name)).map((name) => `${bucket}: ${name} is named and gone`),
    ...subjects
      .filter((subject) => subject.startsWith(`$O.${bucket}.C.`) && !nuids.has(subject.split('.')[3] ?? ''))
      .map((subject) => `${bucket}: chunks without an object: ${subject}`),
  ];
}

const lastStates = <T>(histories: readonly History[]): T[] =>
  histories.flatMap(({ revisions }) => {
    const last = revisions.at(-1);
    return last === undefined ? [] : [last.state as unknown as T];
  });

function namedAudio(histories: readonly History[]): Set<string> {
  const states = lastStates<BookState | ChapterState>(histories);
  return new Set(
    states.flatMap((state) => [
      ...('audio' in state ? [state.audio] : []),
      ...('packets' in state ? [state.packets] : []),
      ...('files' in state ? state.files.map(({ object }) => object) : []),
    ]),
  );
}

function namedBooks(histories: readonly History[]): Set<string> {
  return new Set(
    lastStates<BookState>(histories).flatMap((state) => {
      if (!('order' in state)) return [];
      const plans = 'chapters' in state ? state.chapters.map(({ plan }) => plan) : [];
      const { cover, report } =
        'summary' in state && state.summary !== undefined ? state.summary : { cover: null, report: null };
      return [state.order.book.object, ...plans, cover, report].filter((name) => name !== null);
    }),
  );
}
