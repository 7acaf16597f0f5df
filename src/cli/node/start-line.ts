import type { HostRole } from '../../host/index.js';

/** What a node says of itself when it begins. */
export interface NodeFacts {
  readonly node: string;
  readonly roles: readonly HostRole[];
  readonly slots: number;
  readonly device: string;
  readonly profile: { readonly voice: string; readonly engine: string } | null;
  /** × real time, as its GPU proved it; null when nothing was spoken yet. */
  readonly speed: number | null;
  readonly server: string;
  /** Where its status is served; null: nowhere. */
  readonly status: string | null;
}

/** One line: roles, slots, device, voices, speed, server. */
export function startLine({ node, roles, slots, device, profile, speed, server, status }: NodeFacts): string {
  const parts = [
    roles.join(' and '),
    ...(profile === null
      ? []
      : [
          `${slots} ${slots === 1 ? 'slot' : 'slots'} on ${device}`,
          `speaks ${profile.voice} (${profile.engine})`,
          speed === null
            ? 'speed not measured yet'
            : `${speed.toFixed(speed < 10 ? 1 : 0)} × real time in its first sentence`,
        ]),
  ];
  return `e2a node ${node}: ${parts.join(', ')}, at ${server}${status === null ? '' : `, status at ${status}/status`}. Ctrl+C to leave.\n`;
}
