import { headers, type MsgHdrs } from '@nats-io/transport-node';

/** As tracing tools look for it. */
const TRACE_HEADER = 'traceparent';

/** What an operator's tools see of a message's trace; we ourselves read it from the message. */
export function traceHeaders(traceparent: string | undefined): MsgHdrs {
  const made = headers();
  if (traceparent !== undefined) made.set(TRACE_HEADER, traceparent);
  return made;
}
