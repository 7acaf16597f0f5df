import {
  type Address,
  type Behavior,
  err,
  isJsonObject,
  isTraceparent,
  type Json,
  type Message,
  ok,
  parseJson,
  type Result,
} from '../../core/index.js';
import type { Envelope } from '../ports/index.js';
import type { Behaviors } from './behaviors.js';

/** A letter to an actor we know. Its message may still be one that the actor does not understand. */
export interface Letter {
  readonly type: 'letter';
  readonly envelope: Envelope;
  readonly behavior: Behavior;
  readonly message: Result<Message>;
}

export type DecodedMail =
  | Letter
  /** Written by a newer host: for a newer host. */
  | { readonly type: 'newer'; readonly envelope: Envelope }
  | { readonly type: 'unreadable'; readonly reason: string };

/** What is in a delivery; total: whatever somebody put into the mailbox has an answer. */
export function decodeMail(payload: Uint8Array, behaviors: Behaviors): DecodedMail {
  const envelope = decodeEnvelope(payload);
  if (!envelope.ok) return { type: 'unreadable', reason: envelope.error };
  const behavior = behaviors.get(envelope.value.to.kind);
  if (behavior === undefined) return { type: 'unreadable', reason: `no actor of kind ${envelope.value.to.kind} here` };
  if (envelope.value.schemaVersion > behavior.schemaVersion) return { type: 'newer', envelope: envelope.value };
  return { type: 'letter', envelope: envelope.value, behavior, message: behavior.decode(envelope.value.message) };
}

function decodeEnvelope(payload: Uint8Array): Result<Envelope> {
  const json = parseJson(new TextDecoder().decode(payload));
  if (!json.ok) return err(`not JSON: ${json.error}`);
  if (!isJsonObject(json.value)) return err('not an envelope');
  const { id, to, schemaVersion, sentAt, message, traceparent } = json.value;
  const address = decodeAddress(to);
  if (address === null) return err('an envelope without an address');
  if (typeof id !== 'string' || id === '') return err('an envelope without an id');
  if (typeof schemaVersion !== 'number' || typeof sentAt !== 'number') return err('an envelope without a version');
  if (!isMessage(message)) return err('an envelope without a message');
  const trace = typeof traceparent === 'string' && isTraceparent(traceparent) ? { traceparent } : {};
  return ok({ id, to: address, schemaVersion, sentAt, message, ...trace });
}

function decodeAddress(value: Json | undefined): Address | null {
  if (!isJsonObject(value)) return null;
  const { kind, job, chapter } = value;
  if (typeof kind !== 'string' || typeof job !== 'string') return null;
  if (chapter === undefined) return { kind, job };
  return typeof chapter === 'string' ? { kind, job, chapter } : null;
}

const isMessage = (value: Json | undefined): value is Message =>
  isJsonObject(value) && typeof value['type'] === 'string';
