import {
  type Behavior,
  err,
  formatAddress,
  isJsonObject,
  type Json,
  type Message,
  ok,
  parseAddress,
  type Result,
  type Transition,
  type WorkItem,
} from '../../../src/core/index.js';

/** The actor the runtime is proven with: it adds numbers and tells a ledger about each. */
export type CounterState = {
  readonly phase: 'counting' | 'failed';
  readonly address: string;
  readonly count: number;
  /** Every number added, in order. */
  readonly added: readonly number[];
  /** Every note of another counter, in order. */
  readonly heard: readonly string[];
  readonly failure: string | null;
};

export type CounterMessage =
  /** Tells the ledger twice, when one is given, so that performing has a middle. */
  | { readonly type: 'Add'; readonly n: number; readonly ledger?: string }
  | { readonly type: 'Heard'; readonly note: string }
  | { readonly type: 'Order'; readonly item: Json }
  | { readonly type: 'Counted'; readonly n: number }
  | { readonly type: 'CountFailed'; readonly why: string }
  | { readonly type: 'SetAlarm'; readonly at: number | null }
  | { readonly type: 'Act'; readonly action: string }
  | { readonly type: 'Nothing' | 'Break' | 'Wake' }
  | { readonly type: 'Reconcile'; readonly present: readonly string[] };

const TYPES = ['Add', 'Heard', 'Order', 'Counted', 'CountFailed', 'SetAlarm', 'Act', 'Nothing', 'Break'];
const FROM_THE_RECONCILER = ['Wake', 'Reconcile'];

export const counterOf = (kind: string, schemaVersion = 1): Behavior<CounterState, Message> => ({
  kind,
  schemaVersion,
  initial: (address) => ({
    phase: 'counting',
    address: formatAddress(address),
    count: 0,
    added: [],
    heard: [],
    failure: null,
  }),
  decode: decodeCounterMessage,
  receive: (state, message) => receiveCounterMessage(state, message as CounterMessage),
  fail: (state, failure) => ({
    state: { ...state, phase: 'failed', failure: failure.why ?? failure.what },
    effects: [],
  }),
  summary: ({ phase, count }) => ({ title: 'a counter', phase, count }),
});

export const counter = counterOf('counter');

function decodeCounterMessage(message: Json): Result<Message> {
  if (!isJsonObject(message)) return err('not a message');
  const { type } = message;
  const known = typeof type === 'string' && [...TYPES, ...FROM_THE_RECONCILER].includes(type);
  return known ? ok({ ...message, type }) : err(`a counter knows no ${JSON.stringify(type)}`);
}

function receiveCounterMessage(state: CounterState, message: CounterMessage): Transition<CounterState> {
  switch (message.type) {
    case 'Add':
      return add(state, message.n, message.ledger);
    case 'Counted':
      return add(state, message.n);
    case 'Heard':
      return { state: { ...state, heard: [...state.heard, message.note] }, effects: [] };
    case 'Order':
      return { state, effects: [{ type: 'enqueueWork', item: message.item as unknown as WorkItem }] };
    case 'CountFailed':
      return { state: { ...state, failure: message.why }, effects: [] };
    case 'SetAlarm':
      return { state, effects: [{ type: 'wakeAt', at: message.at }] };
    case 'Act':
      return { state, effects: [{ type: 'perform', action: message.action, args: { count: state.count } }] };
    case 'Break':
      throw new Error('the counter broke');
    case 'Wake':
      return { state: { ...state, heard: [...state.heard, 'wake'] }, effects: [] };
    case 'Reconcile':
      return { state: { ...state, heard: [...state.heard, `present ${message.present.join(' ')}`] }, effects: [] };
    case 'Nothing':
      return { state, effects: [] };
  }
}

function add(state: CounterState, n: number, ledger?: string): Transition<CounterState> {
  const next = { ...state, count: state.count + n, added: [...state.added, n] };
  const to = ledger === undefined ? null : parseAddress(ledger);
  if (to === null || !to.ok) return { state: next, effects: [] };
  const tell = (half: string) => ({
    type: 'tell' as const,
    to: to.value,
    message: { type: 'Heard', note: `${state.address} ${n} ${half}` },
  });
  const [, job = ''] = state.address.split('/');
  const event = { job, type: 'counted', text: `${state.address} counts ${next.count}.` };
  return { state: next, effects: [tell('a'), { type: 'announce', event }, tell('b')] };
}
