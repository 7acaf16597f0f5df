import { describe, expect, it } from 'vitest';
import { CODES, EXIT, UserError } from '../../../src/core/index.js';
import {
  type CastHost,
  type CastLook,
  type CastVoice,
  startCast,
  type VoiceNeed,
} from '../../../src/host/cast/index.js';
import type { LifecycleEvent } from '../../../src/telemetry/index.js';
import { createManualClock } from '../../cluster/runtime/manual-clock.js';

const MINUTE = 60_000;
const LOOK_MS = 2_000;

const voice = (name: string): CastVoice => ({ profile: name, engine: 'tone', voice: `voice-${name}` });
const need = (name: string): VoiceNeed => ({ ...voice(name), isSecondary: false, segments: 5 });
const missing = () =>
  new UserError(
    { code: CODES.voiceMissing, what: 'The voice is not installed.', fix: 'e2a voices pull it' },
    EXIT.unavailable,
  );

type End = Awaited<CastHost['done']>;

interface FakeHost extends CastHost {
  readonly voice: string;
  readonly slots: number;
  end(reason: End): void;
  readonly graces: number[];
}

/** @param houseSlots of the machine */
function scene(houseSlots = 2) {
  const clock = createManualClock();
  const events: LifecycleEvent[] = [];
  const started: FakeHost[] = [];
  const living = new Set<FakeHost>();
  const state = {
    look: { needs: [], usual: null } as CastLook,
    refuse: new Map<string, Error>(),
    tries: 0,
    mayStart: true,
    mostChildren: 0,
    isLookBroken: false,
    holdClosing: false,
    isClosingBroken: false,
    spokenProfile: null as string | null,
  };
  const open = (one: CastVoice, slots: number): FakeHost => {
    let end: (reason: End) => void = () => undefined;
    const graces: number[] = [];
    const done = new Promise<End>((resolve) => {
      end = (reason) => {
        living.delete(host);
        resolve(reason);
      };
    });
    const host: FakeHost = {
      voice: one.voice,
      slots,
      graces,
      profile: { id: state.spokenProfile ?? one.profile },
      done,
      end,
      stop: async (graceMs) => {
        graces.push(graceMs);
        if (!state.holdClosing) end({ type: 'stopped' });
        await done;
        if (state.isClosingBroken) throw new Error('its child cannot be ended');
      },
    };
    started.push(host);
    living.add(host);
    state.mostChildren = Math.max(
      state.mostChildren,
      [...living].reduce((sum, other) => sum + other.slots, 0),
    );
    return host;
  };
  const cast = startCast({
    slots: houseSlots,
    graceMs: 7_000,
    clock,
    telemetry: { emit: (event) => events.push(event) },
    look: async () => {
      if (state.isLookBroken) throw new Error('no answer');
      return state.look;
    },
    mayStart: () => state.mayStart,
    start: async (one, slots) => {
      state.tries++;
      const refusal = state.refuse.get(one.profile);
      if (refusal !== undefined) throw refusal;
      return open(one, slots);
    },
    bell: (signal) => clock.sleep(Number.MAX_SAFE_INTEGER, signal),
  });
  const names = () => [...living].map((host) => `${host.voice} ${host.slots}`);
  const troubles = () => events.flatMap((event) => (event.type === 'trouble' ? [event.reason] : []));
  return { clock, cast, state, started, names, troubles };
}

describe('the cast at work', () => {
  it('keeps the usual voice warm, gives a job the machine, and leaves the voice alone afterwards for a while', async () => {
    const { clock, cast, state, names } = scene();
    state.look = { needs: [], usual: voice('u') };
    await clock.advance(LOOK_MS);
    expect(names()).toEqual(['voice-u 1']);
    state.look = { needs: [need('a')], usual: voice('u') };
    await clock.advance(LOOK_MS);
    expect(names()).toEqual(['voice-u 1', 'voice-a 2']);
    state.look = { needs: [], usual: voice('u') };
    await clock.advance(5 * MINUTE);
    expect(names()).toEqual(['voice-u 1', 'voice-a 2']);
    await clock.advance(6 * MINUTE);
    expect(names()).toEqual(['voice-u 1']);
    await cast.stop(0);
    expect(names()).toEqual([]);
    expect(state.mostChildren).toBe(3);
  });

  it('a second job gets a voice at once, and both their share in the end; never more children than slots and one', async () => {
    const { clock, cast, state, names } = scene(4);
    state.look = { needs: [need('a')], usual: voice('u') };
    await clock.advance(LOOK_MS);
    state.look = { needs: [need('a'), need('b')], usual: voice('u') };
    await clock.advance(LOOK_MS);
    expect(names()).toContain('voice-b 1');
    await clock.advance(3 * MINUTE);
    expect(names()).toContain('voice-a 2');
    expect(names()).toContain('voice-b 2');
    expect(state.mostChildren).toBe(5);
    await cast.stop(0);
  });

  it('a voice that cannot be opened is told once, shown with its reason, and tried again seldom', async () => {
    const { clock, cast, state, troubles } = scene();
    state.refuse.set('a', missing());
    state.look = { needs: [need('a')], usual: null };
    await clock.advance(10 * MINUTE);
    expect(troubles()).toEqual(['The voice is not installed. e2a voices pull it']);
    expect(cast.troubles()).toEqual([{ ...voice('a'), why: 'The voice is not installed. e2a voices pull it' }]);
    expect(state.tries).toBeGreaterThan(5);
    expect(state.tries).toBeLessThan(40);
    await cast.stop(0);
  });

  it('once it is installed it speaks, and nothing is said of it any more', async () => {
    const { clock, cast, state, names } = scene();
    state.refuse.set('a', missing());
    state.look = { needs: [need('a')], usual: null };
    await clock.advance(MINUTE);
    state.refuse.clear();
    await clock.advance(MINUTE);
    expect(names()).toEqual(['voice-a 2']);
    expect(cast.troubles()).toEqual([]);
    await cast.stop(0);
  });

  it('the usual voice that is not installed makes no storm either', async () => {
    const { clock, cast, state, troubles } = scene();
    state.refuse.set('u', missing());
    state.look = { needs: [], usual: voice('u') };
    await clock.advance(10 * MINUTE);
    expect(troubles()).toHaveLength(1);
    expect(state.tries).toBeLessThan(40);
    await cast.stop(0);
  });

  it('a job that nobody waits for any more takes its trouble along', async () => {
    const { clock, cast, state } = scene();
    state.refuse.set('a', missing());
    state.look = { needs: [need('a')], usual: null };
    await clock.advance(LOOK_MS);
    state.look = { needs: [], usual: null };
    await clock.advance(LOOK_MS);
    expect(cast.troubles()).toEqual([]);
    await cast.stop(0);
  });

  it('a voice that is here in another version than ordered says so', async () => {
    const { clock, cast, state, names } = scene();
    state.spokenProfile = 'newer';
    state.look = { needs: [need('a')], usual: null };
    await clock.advance(LOOK_MS);
    expect(names()).toEqual([]);
    expect(cast.troubles()[0]?.why).toContain('another version');
    await cast.stop(0);
  });

  it('a host that breaks is started again after a pause', async () => {
    const { clock, cast, state, started, names, troubles } = scene();
    state.look = { needs: [need('a')], usual: null };
    await clock.advance(LOOK_MS);
    started[0]?.end({ type: 'broken', reason: 'its child died' });
    await clock.advance(0);
    expect(names()).toEqual([]);
    await clock.advance(3 * LOOK_MS);
    expect(names()).toEqual(['voice-a 2']);
    expect(troubles()).toEqual(['its child died']);
    await cast.stop(0);
  });

  it('a host that people have drained stays away until they let it work again', async () => {
    const { clock, cast, state, started, names, troubles } = scene();
    state.look = { needs: [need('a')], usual: null };
    await clock.advance(LOOK_MS);
    state.mayStart = false;
    started[0]?.end({ type: 'stopped' });
    await clock.advance(MINUTE);
    expect([names(), troubles()]).toEqual([[], []]);
    state.mayStart = true;
    await clock.advance(LOOK_MS);
    expect(names()).toEqual(['voice-a 2']);
    await cast.stop(0);
  });

  it('a voice that has to wait for others says so', async () => {
    const { clock, cast, state } = scene(1);
    state.look = { needs: [need('a'), need('b'), need('c')], usual: null };
    await clock.advance(2 * LOOK_MS);
    expect(cast.troubles()).toEqual([{ ...voice('c'), why: expect.stringContaining('its turn comes') }]);
    await cast.stop(0);
  });

  it('a look that fails is told, and the next one counts', async () => {
    const { clock, cast, state, names, troubles } = scene();
    state.isLookBroken = true;
    await clock.advance(LOOK_MS);
    state.isLookBroken = false;
    state.look = { needs: [need('a')], usual: null };
    await clock.advance(LOOK_MS);
    expect(names()).toEqual(['voice-a 2']);
    expect(troubles()[0]).toBe('no answer');
    await cast.stop(0);
  });

  it('a host that cannot be closed is told, whoever closes it, and holds up no other', async () => {
    const { clock, cast, state, names, troubles } = scene();
    state.isClosingBroken = true;
    state.look = { needs: [], usual: voice('u') };
    await clock.advance(LOOK_MS);
    state.look = { needs: [need('a')], usual: null };
    await clock.advance(15 * MINUTE);
    expect(names()).toEqual(['voice-a 2']);
    expect(troubles()).toEqual(['its child cannot be ended']);
    await cast.stop(0);
    expect([names(), troubles().length]).toEqual([[], 2]);
  });

  it('at the end all leave with the time they are given, and with less when asked again', async () => {
    const { clock, cast, state, started, names } = scene();
    state.look = { needs: [need('a')], usual: null };
    await clock.advance(LOOK_MS);
    state.holdClosing = true;
    const leaving = cast.stop(30_000);
    await clock.advance(0);
    expect(names()).toEqual(['voice-a 2']);
    state.holdClosing = false;
    await cast.stop(0);
    await leaving;
    expect(started[0]?.graces).toEqual([30_000, 0]);
    expect(names()).toEqual([]);
  });
});
