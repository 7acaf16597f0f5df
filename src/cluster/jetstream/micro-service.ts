import type { Msg } from '@nats-io/transport-node';
import type { RollCall, SelfPortrait, WorkTally } from '../ports/index.js';
import type { Link } from './link.js';
import { nodeToken, WORK_STREAM, workOfClass } from './subjects.js';

/** What `nats micro ls` calls every host; the node is the instance. */
const SERVICE_NAME = 'e2a-node';
const TYPE = 'io.nats.micro.v1';
/** The nats command leaves out whoever answers with anything else. */
const VERSION = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/;
const NO_VERSION = '0.0.0';
const NS_PER_MS = 1_000_000;

type Draw = (portrait: SelfPortrait) => object;

/** The three questions of the services protocol (NATS ADR-32) and their answers. */
const ANSWERS: Readonly<Record<'PING' | 'INFO' | 'STATS', Draw>> = {
  PING: (portrait) => ({ ...identityOf(portrait), type: `${TYPE}.ping_response` }),
  INFO: (portrait) => ({
    ...identityOf(portrait),
    type: `${TYPE}.info_response`,
    description: portrait.description,
    endpoints: portrait.work.map((tally) => ({ ...endpointOf(tally), metadata: {} })),
  }),
  STATS: (portrait) => ({
    ...identityOf(portrait),
    type: `${TYPE}.stats_response`,
    started: new Date(portrait.startedAt).toISOString(),
    endpoints: portrait.work.map(statsOf),
  }),
};

/**
 * Makes a host a service of the protocol behind `nats micro ls|info|stats`. Every host answers for itself, so there is
 * no queue group. A login that may not listen there is reported once, and the host works all the same.
 */
export function jetStreamRollCall(link: Link, trouble: (reason: string) => void): RollCall {
  return {
    answer: (portrait) => {
      const id = nodeToken(portrait().node);
      const complain = once(trouble);
      const subscriptions = Object.entries(ANSWERS).flatMap(([verb, draw]) =>
        questionSubjects(verb, id).map((subject) =>
          link.nc.subscribe(subject, {
            callback: (error, question) => {
              if (error) complain(`nobody can ask this node with nats micro: ${error.message}`);
              else reply(question, draw(portrait()));
            },
          }),
        ),
      );
      return () => {
        for (const subscription of subscriptions) subscription.unsubscribe();
      };
    },
  };
}

/** Nine subscriptions are refused for one reason. */
function once(tell: (reason: string) => void): (reason: string) => void {
  let told = false;
  return (reason) => {
    if (!told) tell(reason);
    told = true;
  };
}

/** To everybody, to every host, to this one. */
const questionSubjects = (verb: string, id: string): readonly string[] =>
  ['', `.${SERVICE_NAME}`, `.${SERVICE_NAME}.${id}`].map((end) => `$SRV.${verb}${end}`);

/** A question without an address, or one asked in the moment a connection ends, has no answer. */
function reply(question: Msg, answer: object): void {
  try {
    question.respond(JSON.stringify(answer));
  } catch {
    // Whoever asked asks again.
  }
}

const identityOf = (portrait: SelfPortrait): object => ({
  name: SERVICE_NAME,
  id: nodeToken(portrait.node),
  version: VERSION.test(portrait.version) ? portrait.version : NO_VERSION,
  metadata: portrait.facts,
});

/** The work queue of a class stands where other services have the subject of their requests. */
const endpointOf = (tally: WorkTally): object => ({
  name: tally.name,
  subject: workOfClass(tally.class),
  queue_group: WORK_STREAM,
});

const statsOf = (tally: WorkTally): object => ({
  ...endpointOf(tally),
  num_requests: tally.done,
  num_errors: tally.failed,
  last_error: tally.lastFailure ?? '',
  processing_time: Math.round(tally.busyMs * NS_PER_MS),
  average_processing_time: tally.done === 0 ? 0 : Math.round((tally.busyMs / tally.done) * NS_PER_MS),
  data: tally.facts,
});
