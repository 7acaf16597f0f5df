import { JetStreamApiError } from '@nats-io/jetstream';
import { JetStreamStatusError, jserrors } from '@nats-io/jetstream/internal';
import { errors } from '@nats-io/transport-node';
import { describe, expect, it } from 'vitest';
import { classify, type ErrorClass, isAlreadyQueued } from '../../../src/cluster/jetstream/classify.js';

const api = (err_code: number, code = 400, description = 'words') =>
  new JetStreamApiError({ err_code, code, description });
const status = (code: number, words = '') => new JetStreamStatusError(words, code);
const socket = (code: string) => Object.assign(new Error(code), { code });
const noResponders = new errors.RequestError('no', { cause: new errors.NoRespondersError('subject') });
const denied = new errors.PermissionViolationError('no', 'publish', 'e2a.work.x');

const TABLE: readonly (readonly [string, unknown, ErrorClass])[] = [
  ['a request that got no answer', new errors.TimeoutError(), 'unknown-outcome'],
  ['nobody serves the subject', noResponders, 'transient'],
  [
    'the client says JetStream is off, but nobody answered',
    new jserrors.JetStreamNotEnabled('', { cause: noResponders }),
    'transient',
  ],
  ['JetStream is off for the account', new jserrors.JetStreamNotEnabled('', { cause: api(10039) }), 'forbidden'],
  ['the connection is closed', new errors.ClosedConnectionError(), 'transient'],
  ['the connection was closed under a request', new errors.RequestError('connection closed'), 'transient'],
  ['the connection is draining', new errors.DrainingConnectionError(), 'transient'],
  ['the connection broke', new errors.ConnectionError('broken'), 'transient'],
  ['the socket was refused', socket('ECONNREFUSED'), 'transient'],
  ['the socket was reset', socket('ECONNRESET'), 'transient'],
  ['JetStream is starting', api(10008, 503), 'transient'],
  ['no leader', status(503, 'no responders'), 'transient'],
  ['the leader changes', status(409, 'Leadership Change'), 'transient'],
  ['the server shuts down', status(409, 'Server Shutdown'), 'transient'],
  ['the id is being stored', api(10158), 'transient'],
  ['too many requests', api(10167, 429), 'transient'],
  ['an unknown code with 503', api(19999, 503), 'transient'],
  ['the revision moved', api(10071), 'conflict'],
  ['a write of the same key is still under way', api(10164), 'transient'],
  ['the stream exists', api(10058), 'conflict'],
  ['the consumer exists', api(10148), 'conflict'],
  ['the stream is full', api(10077, 503, 'maximum bytes exceeded'), 'full'],
  ['the account is full', api(10023, 503), 'full'],
  ['the disk is full', api(10047, 500), 'full'],
  ['no such stream', api(10059, 404), 'gone'],
  ['no such consumer', api(10014, 404), 'gone'],
  ['no such message', api(10037, 404), 'gone'],
  ['the consumer was deleted', status(409, 'Consumer Deleted'), 'gone'],
  ['a denied publish', denied, 'forbidden'],
  ['a denied request', new errors.RequestError('no', { cause: denied }), 'forbidden'],
  ['a wrong password', new errors.AuthorizationError('no'), 'forbidden'],
  ['a bad request', api(10003), 'bug'],
  ['a bad pull', status(400, 'Bad Request'), 'bug'],
  ['something of ours', new TypeError('undefined is not a function'), 'bug'],
  ['no error at all', 'a string', 'bug'],
];

describe('classify', () => {
  it.each(TABLE)('%s', (_, error, expected) => {
    expect(classify(error)).toBe(expected);
  });

  it('takes the answer 10077 for "already queued" only by its wording', () => {
    expect(isAlreadyQueued(api(10077, 400, 'maximum messages per subject exceeded'))).toBe(true);
    expect(isAlreadyQueued(api(10077, 400, 'maximum bytes exceeded'))).toBe(false);
    expect(isAlreadyQueued(api(10077, 400, 'maximum messages exceeded'))).toBe(false);
    expect(isAlreadyQueued(api(10071, 400, 'maximum messages per subject exceeded'))).toBe(false);
  });
});
