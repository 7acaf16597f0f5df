import type { Instant } from '../../core/index.js';

/** Remembers publish ids for a while, so that a repeated publish is stored once. */
export class PublishIds {
  private readonly seenAt = new Map<string, Instant>();

  constructor(private readonly windowMs: number) {}

  /** True the first time within the window. */
  isNew(id: string, at: Instant): boolean {
    this.forgetBefore(at - this.windowMs);
    if (this.seenAt.has(id)) return false;
    this.seenAt.set(id, at);
    return true;
  }

  private forgetBefore(limit: Instant): void {
    for (const [id, at] of this.seenAt) {
      if (at >= limit) return;
      this.seenAt.delete(id);
    }
  }
}
