/** Whoever started the guardian comes within this time, or has died on the way. */
const FIRST_USER_MS = 15_000;
/** The next command of a user often follows at once; and a user that was killed is perhaps started again. */
const GRACE_MS = 1_000;

/** Counts the users and says when the last one has gone for good. */
export class Attendance {
  private users = 0;
  private timer: NodeJS.Timeout;
  private onOver: () => void = () => undefined;
  /** Resolves when nobody is there any more; nobody is taken in after that. */
  readonly over = new Promise<void>((resolve) => {
    this.onOver = resolve;
  });
  isOver = false;

  constructor() {
    this.timer = setTimeout(() => this.end(), FIRST_USER_MS);
  }

  /** @returns how many others are there */
  join(): number {
    clearTimeout(this.timer);
    return this.users++;
  }

  /** @param saidGoodbye then nobody waits for a second start */
  leave(saidGoodbye: boolean): void {
    this.users--;
    if (this.users > 0) return;
    if (saidGoodbye) this.end();
    else this.timer = setTimeout(() => this.end(), GRACE_MS);
  }

  end(): void {
    clearTimeout(this.timer);
    this.isOver = true;
    this.onOver();
  }
}
