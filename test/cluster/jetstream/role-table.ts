import type { JetStreamClient, JetStreamManager } from '@nats-io/jetstream';
import { type Msg, type NatsConnection, nuid } from '@nats-io/transport-node';
import type { Role } from '../../support/role-logins.js';

/** A plain client, as somebody with a stolen password would have it. */
export interface Hands {
  readonly nc: NatsConnection;
  readonly js: JetStreamClient;
  readonly jsm: JetStreamManager;
}

export interface Row {
  readonly role: Role;
  readonly what: string;
  readonly act: (hands: Hands) => Promise<unknown>;
}

/** Every row is tried on a server that holds one of everything: job, chapter, clip, letter, event, order, file. */
export const JOB = 'roles-0001';
const WAIT = { timeout: 2_000 };

const publish =
  (subject: string, body = '{}') =>
  ({ js }: Hands) =>
    js.publish(subject, body, { timeout: WAIT.timeout });
/** The library hides a refusal of what it only publishes; as a request it comes back. */
const ask =
  (subject: string, body = '') =>
  async ({ nc }: Hands): Promise<unknown> => {
    const answer = await nc.request(subject, body, WAIT);
    const { error } = answer.data.length > 0 ? (answer.json() as { error?: { description: string } }) : {};
    if (error) throw new Error(error.description);
    return answer;
  };
const listen =
  (subject: string) =>
  async ({ nc }: Hands): Promise<void> => {
    const refused = new Promise<never>((_, reject) => {
      nc.subscribe(subject, { callback: (error) => void (error && reject(error)) });
    });
    // The server answers in order: what it refuses it has refused by the time of the answer to a ping.
    await Promise.race([refused, nc.flush().then(() => nc.flush())]);
  };
const direct =
  (stream: string, subject: string) =>
  ({ jsm }: Hands) =>
    jsm.direct.getMessage(stream, { last_by_subj: subject });
const read =
  (stream: string, subject: string) =>
  ({ jsm }: Hands) =>
    jsm.streams.getMessage(stream, { last_by_subj: subject });
const take =
  (stream: string, consumer: string) =>
  async ({ nc }: Hands): Promise<unknown> =>
    await nc.request(`$JS.API.CONSUMER.MSG.NEXT.${stream}.${consumer}`, '{"batch":1,"no_wait":true}', WAIT);
/** A delivered message keeps its own subject, so the library's request would not know it for the answer. */
async function firstOf(nc: NatsConnection, inbox: string, pull: string): Promise<Msg> {
  const answers = nc.subscribe(inbox, { max: 1 });
  nc.publish(pull, '{"batch":1,"no_wait":true}', { reply: inbox });
  for await (const message of answers) if (message.reply) return message;
  throw new Error('nothing was delivered');
}
const purge =
  (stream: string, filter?: string) =>
  ({ jsm }: Hands) =>
    jsm.streams.purge(stream, filter === undefined ? undefined : { filter });
const makeConsumer =
  (stream: string) =>
  ({ jsm }: Hands) =>
    jsm.consumers.add(stream, { durable_name: 'mine', ack_policy: 'explicit', filter_subject: 'e2a.mine' });
const makeStream = ({ jsm }: Hands) => jsm.streams.add({ name: 'MINE', subjects: ['mine'], max_bytes: 1_000 });
const dropStream =
  (stream: string) =>
  ({ jsm }: Hands) =>
    jsm.streams.delete(stream);
const change =
  (stream: string) =>
  ({ jsm }: Hands) =>
    jsm.streams.update(stream, { description: 'mine' });
const peek =
  (stream: string) =>
  async ({ jsm, nc }: Hands): Promise<unknown> => {
    const name = `peek-${nc.info?.client_id}`;
    await jsm.consumers.add(stream, { name, ack_policy: 'none', inactive_threshold: 5_000_000_000 });
    return await jsm.consumers.delete(stream, name);
  };
const ACK = `$JS.ACK.E2A_WORK.media-p1.1.1.1.1700000000000000000.0`;
const ORDER = '$KV.e2a_control.node.attic';

const rows = (role: Role, table: Readonly<Record<string, Row['act']>>): Row[] =>
  Object.entries(table).map(([what, act]) => ({ role, what, act }));

/** What each role is for. */
export const ALLOWED: readonly Row[] = [
  ...rows('admin', {
    'make and delete a stream': async (hands) => {
      await makeStream(hands);
      await dropStream('MINE')(hands);
    },
    'give an order to a node': publish(ORDER, 'cordon'),
    'throw away a dead letter': ({ jsm }) => jsm.streams.deleteMessage('E2A_DEAD', 1),
    'throw away clips': purge('E2A_CLIPS', 'e2aclip.nothing'),
    'give a job a word': publish(`$KV.e2a_control.${JOB}`, 'run'),
  }),
  ...rows('node', {
    'mail a chapter': publish(`e2a.mail.chapter.0.${JOB}.ch-001`),
    'ask for work': publish(`e2a.work.media.p1.${JOB}.ch-001.0001.1`),
    'make the queue of its voice': ({ jsm }) =>
      jsm.consumers.add('E2A_WORK', {
        durable_name: 'speech-x-p1',
        ack_policy: 'explicit',
        filter_subject: 'e2a.work.speech-x.p1.>',
      }),
    'take work and say that it is done': async ({ nc }) => {
      const inbox = `_INBOX_node.${nuid.next()}`;
      const item = await firstOf(nc, inbox, '$JS.API.CONSUMER.MSG.NEXT.E2A_WORK.media-p1');
      await nc.request(item.reply ?? '', '+ACK', WAIT);
    },
    'ask for mail': take('E2A_MAIL', 'book-00'),
    'keep a checkpoint': publish(`$KV.e2a_chapters.${JOB}.ch-002`),
    'give a job a word': publish(`$KV.e2a_control.${JOB}`, 'run'),
    'ask for its turn at a voice': publish('$KV.e2a_rates.state.piper'),
    'keep and drop a record': async (hands) => {
      await publish('$KV.e2a_records.batch.one')(hands);
      await purge('KV_e2a_records', '$KV.e2a_records.batch.one')(hands);
    },
    'store a clip': publish('e2aclip.another', 'x'),
    'store a file': publish('$O.e2a_audio.C.another', 'x'),
    'write a dead letter': publish(`e2a.dead.work.${JOB}.ch-001.0002`),
    'withdraw work': purge('E2A_WORK', 'e2a.work.*.*.nobody.>'),
    'hear orders': listen('$KV.e2a_control.node.*'),
    'be asked by nats micro': listen('$SRV.PING.e2a-node.attic'),
    'read a clip': direct('E2A_CLIPS', 'e2aclip.one'),
    'fetch a voice': direct('OBJ_e2a_voices', '$O.e2a_voices.C.one'),
  }),
  ...rows('client', {
    'mail a book': publish(`e2a.mail.book.0.${JOB}`),
    'hand in a file': publish('$O.e2a_books.C.another', 'x'),
    'keep and drop a record': async (hands) => {
      await publish('$KV.e2a_records.batch.two')(hands);
      await purge('KV_e2a_records', '$KV.e2a_records.batch.two')(hands);
    },
    'read an event by its place': ({ jsm }) => jsm.direct.getMessage('E2A_EVENTS', { seq: 1 }),
    'read a job': read('KV_e2a_jobs', `$KV.e2a_jobs.${JOB}`),
    'read a dead letter': direct('E2A_DEAD', `e2a.dead.work.${JOB}.ch-001.0001`),
    'fetch audio': direct('OBJ_e2a_audio', '$O.e2a_audio.C.one'),
    'follow events': listen('e2a.event.*.*'),
    'measure the queue': ({ jsm }) => jsm.streams.info('E2A_WORK', { subjects_filter: 'e2a.work.>' }),
  }),
  ...rows('monitor', {
    'list everything': async ({ jsm }) => {
      await jsm.streams.list().next();
      await jsm.consumers.list('E2A_MAIL').next();
    },
    'read a job': read('KV_e2a_jobs', `$KV.e2a_jobs.${JOB}`),
    'look through a bucket': peek('KV_e2a_jobs'),
    'look through events': peek('E2A_EVENTS'),
    'hear all of e2a': listen('e2a.>'),
    'hear advisories': listen('$JS.EVENT.ADVISORY.>'),
  }),
];

/** What a stolen password must not be good for. */
export const FORBIDDEN: readonly Row[] = [
  ...rows('admin', {
    'ask the system account': ask('$SYS.REQ.SERVER.PING'),
  }),
  ...rows('node', {
    'make a stream': makeStream,
    'change a stream': change('E2A_CLIPS'),
    'delete a stream': dropStream('E2A_WORK'),
    'throw away clips': purge('E2A_CLIPS'),
    'throw away mail': purge('E2A_MAIL'),
    'throw away events': purge('E2A_EVENTS'),
    'throw away a dead letter': ({ jsm }) => jsm.streams.deleteMessage('E2A_DEAD', 1),
    'delete a mailbox': ({ jsm }) => jsm.consumers.delete('E2A_MAIL', 'book-00'),
    'make a consumer of mail': makeConsumer('E2A_MAIL'),
    'give an order to a node': publish(ORDER, 'drain'),
    'raise a limit': publish('$KV.e2a_rates.limit.piper'),
    'give a voice to others': publish('$O.e2a_voices.C.lie', 'x'),
    'hear everything': listen('>'),
    'hear the answers of others': listen('_INBOX_client.>'),
    'answer as a server': ask('$SYS.REQ.SERVER.PING'),
  }),
  ...rows('client', {
    'ask for work': publish(`e2a.work.media.p1.${JOB}.ch-001.0009.1`),
    'mail a chapter': publish(`e2a.mail.chapter.0.${JOB}.ch-001`),
    'announce an event': publish(`e2a.event.${JOB}.lie`),
    'write a dead letter': publish(`e2a.dead.work.${JOB}.ch-001.0009`),
    'store a clip': publish('e2aclip.lie', 'x'),
    'write a job': publish(`$KV.e2a_jobs.${JOB}`),
    'give a job a word': publish(`$KV.e2a_control.${JOB}`, 'cancel'),
    'give an order to a node': publish(ORDER, 'drain'),
    'pretend to be a node': publish('$KV.e2a_nodes.attic'),
    'store audio': publish('$O.e2a_audio.C.lie', 'x'),
    'give a voice to others': publish('$O.e2a_voices.C.lie', 'x'),
    'raise a limit': publish('$KV.e2a_rates.limit.piper'),
    'take work': take('E2A_WORK', 'media-p1'),
    'take mail': take('E2A_MAIL', 'book-00'),
    'say that work is done': ask(ACK, '+ACK'),
    'throw away files': purge('OBJ_e2a_books'),
    'make a consumer': makeConsumer('E2A_EVENTS'),
    'make a stream': makeStream,
    'delete a stream': dropStream('KV_e2a_jobs'),
    'hear everything': listen('>'),
    'hear mail': listen('e2a.mail.>'),
    'hear the answers of others': listen('_INBOX_node.>'),
    'be asked by nats micro': listen('$SRV.PING'),
  }),
  ...rows('monitor', {
    'mail a book': publish(`e2a.mail.book.0.${JOB}`),
    'ask for work': publish(`e2a.work.media.p1.${JOB}.ch-001.0009.1`),
    'announce an event': publish(`e2a.event.${JOB}.lie`),
    'write a job': publish(`$KV.e2a_jobs.${JOB}`),
    'keep a record': publish('$KV.e2a_records.batch.three'),
    'give a job a word': publish(`$KV.e2a_control.${JOB}`, 'cancel'),
    'erase a job': purge('KV_e2a_jobs'),
    'store audio': publish('$O.e2a_audio.C.lie', 'x'),
    'take work': take('E2A_WORK', 'media-p1'),
    'say that work is done': ask(ACK, '+ACK'),
    'make a consumer of work': makeConsumer('E2A_WORK'),
    'delete a queue': ({ jsm }) => jsm.consumers.delete('E2A_WORK', 'media-p1'),
    'pause a queue': ask('$JS.API.CONSUMER.PAUSE.E2A_WORK.media-p1', '{"pause_until":"2099-01-01T00:00:00Z"}'),
    'delete a message': ({ jsm }) => jsm.streams.deleteMessage('E2A_DEAD', 1),
    'change a stream': change('E2A_EVENTS'),
    'delete a stream': dropStream('E2A_DEAD'),
    'hear everything': listen('>'),
    'hear the answers of others': listen('_INBOX_node.>'),
  }),
];
