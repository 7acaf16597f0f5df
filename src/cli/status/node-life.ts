import type { Instant } from '../../core/index.js';
import type { Host, HostRole } from '../../host/index.js';
import { fanOut, type Telemetry } from '../../telemetry/index.js';
import { type MetricGroup, Metrics, metricsTelemetry, nodeGauges } from '../../telemetry/metrics/index.js';
import { type NodeNow, type WorkNow, workNow } from '../../telemetry/status-server/index.js';

/** What is known of a node before it stands. */
export interface LifeFacts {
  readonly roles: readonly HostRole[];
  /** Empty where it does not speak. */
  readonly engine: string;
  readonly voice: string;
  /** In few words: `cpu`, `NVIDIA L4`. */
  readonly device: string;
  /** Empty on the CPU. */
  readonly gpuUuid: string;
  /** A GPU was asked for, and it speaks on the CPU. */
  readonly mismatch: boolean;
  readonly version: string;
  readonly nodeVersion: string;
  /** `cluster` and `page` for a process with a page. */
  readonly groups: readonly MetricGroup[];
}

/** One process as its status and its metrics tell of it: it listens from the first connection on, and knows its host later. */
export class NodeLife {
  readonly metrics: Metrics;
  /** Hears everything; the host and the connection are given it. */
  readonly telemetry: Telemetry;
  readonly work: WorkNow;
  /** The connection stands; true until it is lost, since nobody has a life before there is one. */
  connected = true;
  private host: Pick<Host, 'standing'> | null = null;
  private name = '';
  private leaving = false;

  constructor(
    readonly facts: LifeFacts,
    telemetry: Telemetry,
    now: () => Instant,
  ) {
    this.metrics = new Metrics(facts.groups);
    this.metrics.watchProcess();
    this.metrics.set('e2a_build_info', { version: facts.version, nodejs: facts.nodeVersion }, 1);
    this.metrics.set('e2a_server_connected', {}, 1);
    this.metrics.onScrape(nodeGauges(() => this.moment()));
    this.work = workNow(now);
    const counted = metricsTelemetry(this.metrics, facts);
    this.telemetry = fanOut(telemetry, counted, this.work.telemetry, {
      emit: (event) => {
        if (event.type === 'connection') this.connected = event.state === 'back';
      },
    });
  }

  /** From now on it can say how it stands. @param startedInMs what its start took */
  stands(host: Pick<Host, 'standing'>, name: string, startedInMs: number): void {
    this.host = host;
    this.name = name;
    if (this.facts.engine !== '')
      this.metrics.set('e2a_model_load_seconds', { engine: this.facts.engine }, startedInMs / 1_000);
  }

  leaves(): void {
    this.leaving = true;
  }

  standing(): NodeNow {
    const { facts, host } = this;
    const { slots = 0, busy = 0, charactersPerSecond = null, state = 'starting' } = host?.standing() ?? {};
    return {
      state: this.leaving ? 'leaving' : state,
      slots,
      busy,
      device: facts.device,
      engine: facts.engine === '' ? null : facts.engine,
      voice: facts.voice === '' ? null : facts.voice,
      charactersPerSecond,
    };
  }

  private moment() {
    if (this.host === null) return null;
    const { facts, name: node } = this;
    return { node, ...facts, ...pick(this.standing()) };
  }
}

const pick = ({ slots, busy, charactersPerSecond }: NodeNow) => ({ slots, busy, charactersPerSecond });
