import { describe, expect, it } from 'vitest';
import { promptClient } from '../../../src/cli/web/prompt-client.js';
import { createClient } from '../../../src/client/index.js';
import { createMemoryCluster } from '../../../src/cluster/memory/index.js';
import { UserError } from '../../../src/core/index.js';
import { createManualClock } from '../../cluster/runtime/manual-clock.js';

function scene() {
  const clock = createManualClock();
  const state = { connected: true };
  const client = createClient(createMemoryCluster({ clock }), clock);
  return { clock, state, client, prompt: promptClient(client, () => state.connected, clock) };
}

/** How it ends, without waiting for it. */
function ending(asked: Promise<unknown>): { said: string } {
  const end = { said: 'nothing yet' };
  void asked.then(
    () => (end.said = 'answered'),
    (error: unknown) => (end.said = error instanceof UserError ? error.failure.what : String(error)),
  );
  return end;
}

describe('the client of a page', () => {
  it('asks as any other while the connection stands', async () => {
    expect(await scene().prompt.jobs()).toEqual([]);
  });

  it('waits a moment for a server that is started again', async () => {
    const { clock, state, prompt } = scene();
    state.connected = false;
    const end = ending(prompt.jobs());
    await clock.advance(2_000);
    expect(end.said).toBe('nothing yet');
    state.connected = true;
    await clock.advance(200);
    expect(end.said).toBe('answered');
  });

  it('is refused after that, and the next at once, until the connection is back', async () => {
    const { clock, state, prompt } = scene();
    state.connected = false;
    const first = ending(prompt.jobs());
    await clock.advance(3_000);
    const next = ending(prompt.nodes());
    await clock.advance(0);
    expect([first.said, next.said]).toEqual(Array(2).fill('The connection to the cluster is lost.'));
    state.connected = true;
    expect(await prompt.jobs()).toEqual([]);
    state.connected = false;
    const later = ending(prompt.jobs());
    await clock.advance(1_000);
    expect(later.said).toBe('nothing yet');
  });

  it('streams and records are left as they are', () => {
    const { client, prompt } = scene();
    expect(prompt.events).toBe(client.events);
    expect(prompt.watch).toBe(client.watch);
    expect(prompt.keptEvents).toBe(client.keptEvents);
    expect(prompt.records).toBe(client.records);
    expect(Object.keys(prompt)).toEqual(Object.keys(client));
  });
});
