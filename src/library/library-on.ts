import { type Client, type ConnectedCluster, createClient } from '../client/index.js';
import { loadSettings, type Settings } from '../config/index.js';
import { type Clock, CODES, EXIT, UserError } from '../core/index.js';
import {
  lookAtBook,
  orderBook,
  type OrderSurroundings,
  type Place,
  planDocument,
  planRemarks,
  voiceList,
  voicesInCluster,
  type VoiceWishes,
  type RenditionWishes,
  wishedSettings,
} from '../ordering/index.js';
import { bookFrom, type BookSource } from './book-source.js';
import type { E2a } from './e2a.js';
import { type Connection, openJob } from './job.js';
import type { KnownJob } from './known-job.js';
import type { SubmitWishes } from './options.js';
import { digestOfOrder, orderOnce } from './order-key.js';
import { told } from './waiting.js';

/** The part of a connected cluster that is needed here. */
type Connected = Parameters<typeof createClient>[0] & Pick<ConnectedCluster, 'close'>;

/** The library on a connection, which is its own from now on. */
export function libraryOn(cluster: Connected, clock: Clock, place: Place): E2a {
  const closed = new AbortController();
  const closing = closed.signal;
  const client = createClient(cluster, clock);
  const connection: Connection = { client, closing, cwd: place.cwd };
  const here = (signal: AbortSignal | undefined): OrderSurroundings => ({
    ...place,
    signal: signal === undefined ? closing : AbortSignal.any([signal, closing]),
  });
  const close = async (): Promise<void> => {
    if (closing.aborted) return;
    closed.abort(closedError());
    await cluster.close();
  };
  return {
    plan: (book, wishes = {}, { signal } = {}) =>
      told(async () => {
        const looked = await lookAtBook(await bookFrom(book, place.cwd), wishes, here(signal));
        return planDocument(looked, await planRemarks(looked, wishes, settingsFor({}, place)));
      }, here(signal).signal),
    submit: (book, wishes = {}, { signal } = {}) =>
      told(async () => {
        const known = await submitted(client, clock, book, wishes, here(signal));
        return openJob(connection, known);
      }, here(signal).signal),
    job: (name) =>
      told(async () => openJob(connection, { id: await client.find(name), afterTurn: null, since: 0 }), closing),
    jobs: () => told(() => client.jobs(), closing),
    voices: (filter = {}) =>
      told(async () => {
        const nodes = async () => (await voicesInCluster(await client.nodes(), cluster.voices)).byVoice;
        return (await voiceList(filter, settingsFor({}, place), nodes)).voices;
      }, closing),
    close,
    [Symbol.asyncDispose]: close,
  };
}

const settingsFor = (wishes: VoiceWishes & RenditionWishes, place: Place): Settings =>
  loadSettings(wishedSettings(wishes), place).settings;

async function submitted(
  client: Client,
  clock: Clock,
  source: BookSource,
  { key, ...wishes }: SubmitWishes,
  here: OrderSurroundings,
): Promise<KnownJob> {
  const book = await bookFrom(source, here.cwd);
  const since = await client.lastEvent();
  const order = async () => (await orderBook(client, book, wishes, settingsFor(wishes, here), here)).submission;
  const ordered =
    key === undefined ? await order() : await orderOnce(client, clock.now(), key, digestOfOrder(book, wishes), order);
  if ('known' in ordered || ordered.already) return { id: ordered.job, afterTurn: null, since: 0 };
  return { id: ordered.job, afterTurn: ordered.afterTurn, since };
}

const closedError = (): UserError =>
  new UserError(
    { code: CODES.notNow, what: 'The connection was closed.', fix: 'connect() again; jobs go on' },
    EXIT.failed,
  );
