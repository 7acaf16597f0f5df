import type { Client, PublishedEvent } from '../../client/index.js';
import type { Settings } from '../../config/index.js';
import { type BackoffPolicy, backoffMs, type Clock, CODES, EXIT, nearest, UserError } from '../../core/index.js';
import type { Logger } from '../../telemetry/index.js';
import { followEvents, type Handled, statusOf } from '../event-cursor/index.js';
import type { CountSent } from '../outgoing/index.js';
import { deliveries, type Delivery, noteDelivery } from './deliveries.js';
import { type Notice, noticeOf, testNotice } from './notice.js';
import { type Answer, type Sink, type SinkSettings, sinksOf } from './sinks.js';

export interface NoticeOptions {
  readonly settings: SinkSettings & Pick<Settings, 'noticesEvents' | 'noticesPageUrl'>;
  readonly client: Client;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn'>;
  readonly sent: CountSent;
  /** Ends the sending. */
  readonly signal: AbortSignal;
  /** This process: one of a cluster sends. */
  readonly holder: string;
}

/** Who is told, and what of it people see. */
export interface NoticeDesk {
  sinks(): readonly { readonly name: string; readonly about: string }[];
  /** The last fifty, the newest first. */
  list(): Promise<readonly Delivery[]>;
  /** Sends a notice of no book. Throws a UserError: no such sink (exit 5), it did not take it (1). */
  sendTest(name: string): Promise<Delivery>;
  /** Resolves when the sending has ended. */
  readonly done: Promise<void>;
}

const AGAIN: BackoffPolicy = { firstMs: 10_000, maxMs: 30 * 60_000 };
/** After that nobody waits for the news of an event any longer; each is tried once at least. */
const GIVEN_UP_MS = 24 * 60 * 60_000;
/** Longer than a sink may take to answer. */
const LEASE_MS = 60_000;

/** Tells each sink of the chosen events, in order and from the first start on, until `signal` aborts. */
export function startNotices(options: NoticeOptions): NoticeDesk {
  const { settings, client, clock } = options;
  const sinks = sinksOf(settings, clock);
  const all = Promise.all(sinks.map((sink) => tell(sink, options)));
  return {
    sinks: () => sinks.map(({ name, about }) => ({ name, about })),
    list: () => deliveries(client.records),
    sendTest: async (name) => sendTest(sinkNamed(name, sinks), options),
    done: all.then(() => undefined),
  };
}

function tell(sink: Sink, options: NoticeOptions): Promise<void> {
  const { settings, client, clock, log, signal, holder } = options;
  const chosen = settings.noticesEvents.split(',').map((type) => type.trim());
  return followEvents({
    ...{ client, clock, log, signal, holder },
    name: `notices/${sink.name}`,
    leaseMs: LEASE_MS,
    isWanted: ({ type }) => chosen.includes(type),
    handle: (event, tries) => deliver(sink, event, tries, options),
  });
}

async function deliver(sink: Sink, event: PublishedEvent, tries: number, options: NoticeOptions): Promise<Handled> {
  const { client, clock, settings } = options;
  const notice = noticeOf(event, await statusOf(event, client), settings.noticesPageUrl);
  const answer = await send(sink, notice, options);
  const at = clock.now();
  const isOver = answer.type === 'refused' || at - event.at > GIVEN_UP_MS;
  const state = stateOf(answer, isOver);
  await noteDelivery(client.records, deliveryOf(notice, sink, { state, tries, at, why: whyIn(answer) }));
  if (state === 'given-up') options.log.warn({ jobId: event.job, why: whyIn(answer) }, `${sink.name} was not told`);
  if (state !== 'waiting') return { type: 'done' };
  return { type: 'again', at: at + backoffMs(tries, AGAIN, `${sink.name}/${notice.id}`) };
}

async function send(sink: Sink, notice: Notice, { sent }: NoticeOptions): Promise<Answer> {
  const answer = await sink.send(notice);
  sent(sink.name, answer.type === 'taken' ? 'ok' : 'failed');
  return answer;
}

function stateOf(answer: Answer, isOver: boolean): Delivery['state'] {
  if (answer.type === 'taken') return 'delivered';
  return isOver ? 'given-up' : 'waiting';
}

const whyIn = (answer: Answer): string | null => (answer.type === 'taken' ? null : answer.why);

const deliveryOf = (
  { id, event, job }: Notice,
  { name }: Sink,
  end: Pick<Delivery, 'state' | 'tries' | 'at' | 'why'>,
): Delivery => ({ id, sink: name, event, job: job?.job ?? '', title: job?.title ?? '', ...end });

async function sendTest(sink: Sink, options: NoticeOptions): Promise<Delivery> {
  const { client, clock } = options;
  const notice = testNotice(clock.now());
  const answer = await send(sink, notice, options);
  const state = stateOf(answer, true);
  const delivery = deliveryOf(notice, sink, { state, tries: 1, at: clock.now(), why: whyIn(answer) });
  await noteDelivery(client.records, delivery);
  if (answer.type === 'taken') return delivery;
  throw new UserError(
    {
      code: CODES.noticeFailed,
      what: `${sink.name} did not take the notice.`,
      why: answer.why,
      fix: 'look at its address and its secret: e2a config show, E2A_NTFY_URL, E2A_WEBHOOK_URL',
    },
    EXIT.failed,
  );
}

function sinkNamed(name: string, sinks: readonly Sink[]): Sink {
  const found = sinks.find((sink) => sink.name === name);
  if (found !== undefined) return found;
  const names = sinks.map((sink) => sink.name);
  const meant = nearest(name, names);
  const why = names.length === 0 ? 'Nobody is told of anything here.' : `There is ${meant ?? names.join(', ')}.`;
  const fix = 'E2A_NTFY_URL or E2A_WEBHOOK_URL names one';
  throw new UserError({ code: CODES.noSuchThing, what: `Nobody called ${name} is told.`, why, fix }, EXIT.notFound);
}
