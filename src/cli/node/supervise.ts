import { CODES, type Clock, EXIT, type ExitCode, UserError } from '../../core/index.js';
import type { ProgressDesk } from '../progress-desk.js';
import { exitCodeOf, type Interruption, type InterruptionReason } from '../interruption.js';
import type { Screen } from '../screen.js';
import { verdictOn, type ChildEnd, endWords, type History, NO_HISTORY } from './restarts.js';

/** One node that is kept running. */
export interface ChildNode {
  readonly name: string;
  start(): RunningChild;
}

interface RunningChild {
  readonly ended: Promise<ChildEnd>;
  kill(signal: 'SIGTERM' | 'SIGKILL'): void;
}

export interface SupervisionHouse {
  readonly clock: Clock;
  readonly words: Screen;
  readonly interruption: Interruption;
  readonly progress: ProgressDesk;
  /** What the children have to leave in. */
  readonly graceMs: number;
}

const CODE_OF: Readonly<Partial<Record<ExitCode, string>>> = {
  [EXIT.usage]: CODES.usage,
  [EXIT.unreachable]: CODES.serverUnreachable,
};

/** Beyond its grace a child tells its outcomes and hangs up. */
const LATE_MS = 45_000;

/**
 * Keeps nodes running until all have left: one that crashes is started again after a pause, all leave together, and a
 * second request to stop reaches them too.
 * @returns 0 when all were told to leave
 * @throws UserError when one cannot be kept running, after the others have left
 */
export async function supervise(children: readonly ChildNode[], house: SupervisionHouse): Promise<ExitCode> {
  const crew = new Crew(house);
  const stop = (): void => crew.leave();
  const unregister = house.progress.register(() => crew.tellProgress(children));
  house.interruption.signal.addEventListener('abort', stop, { once: true });
  house.interruption.atSecond(async (reason) => {
    crew.leaveAtOnce(reason);
    await crew.allGone;
  });
  if (house.interruption.signal.aborted) stop();
  await crew.keepAll(children);
  house.interruption.signal.removeEventListener('abort', stop);
  unregister();
  return crew.outcome();
}

class Crew {
  private readonly running = new Set<RunningChild>();
  private readonly leaving = new AbortController();
  private second: InterruptionReason | null = null;
  private lost: UserError | null = null;
  private tellGone = (): void => undefined;
  readonly allGone = new Promise<void>((resolve) => {
    this.tellGone = resolve;
  });

  constructor(private readonly house: SupervisionHouse) {}

  async keepAll(children: readonly ChildNode[]): Promise<void> {
    await Promise.all(children.map((child) => this.keep(child)));
    this.tellGone();
  }

  /** Everybody finishes what is begun, and goes. */
  leave(): void {
    if (this.leaving.signal.aborted) return;
    this.leaving.abort();
    this.tellAll('SIGTERM');
    const limit = this.house.clock.sleep(this.house.graceMs + LATE_MS);
    void limit.then(() => this.tellAll('SIGKILL'));
  }

  leaveAtOnce(reason: InterruptionReason): void {
    this.second = reason;
    this.leaving.abort();
    this.tellAll('SIGTERM');
  }

  /** What each of them has in hand it says itself, when it is asked. */
  tellProgress(children: readonly ChildNode[]): void {
    const names = children.map(({ name }) => name).join(', ');
    this.say(`${this.running.size} of ${children.length} nodes are up: ${names}`);
  }

  outcome(): ExitCode {
    if (this.second !== null) return exitCodeOf(this.second);
    if (this.lost !== null) throw this.lost;
    return EXIT.done;
  }

  private async keep(child: ChildNode): Promise<void> {
    let history: History = NO_HISTORY;
    while (!this.leaving.signal.aborted) {
      const { end, ranMs } = await this.runOnce(child);
      if (this.leaving.signal.aborted) return;
      const verdict = verdictOn(end, history, ranMs, child.name);
      if (verdict.type === 'left') return this.say(`${child.name} has left.`);
      if (verdict.type === 'giveUp') return this.giveUp(child, verdict.exitCode, verdict.why);
      history = verdict.history;
      const seconds = (verdict.afterMs / 1_000).toFixed(1);
      this.say(`${child.name} ended (${endWords(end)}); it is started again in ${seconds} s.`);
      await this.house.clock.sleep(verdict.afterMs, this.leaving.signal);
    }
  }

  private async runOnce(child: ChildNode): Promise<{ end: ChildEnd; ranMs: number }> {
    const { clock } = this.house;
    const since = clock.now();
    const run = child.start();
    this.running.add(run);
    const end = await run.ended;
    this.running.delete(run);
    return { end, ranMs: clock.now() - since };
  }

  private giveUp({ name }: ChildNode, exitCode: ExitCode, why: string): void {
    this.lost ??= new UserError(
      {
        code: CODE_OF[exitCode] ?? CODES.deviceUnavailable,
        what: `The node ${name} cannot be kept running: ${why}.`,
        why: 'Its own words stand above. The other nodes of this machine were told to leave.',
        fix: exitCode === EXIT.unavailable ? 'e2a doctor --gpu' : undefined,
      },
      exitCode,
    );
    this.leave();
  }

  private tellAll(signal: 'SIGTERM' | 'SIGKILL'): void {
    for (const child of this.running) child.kill(signal);
  }

  private say(text: string): void {
    this.house.words.write(`${text}\n`);
  }
}
