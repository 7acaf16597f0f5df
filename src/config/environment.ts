/** Names and values as a shell gives them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Set, onnxruntime neither makes a device id under ~/.cache/Microsoft nor sends what it counts to its makers. */
const NO_ONNXRUNTIME_TELEMETRY = 'ORT_DISABLE_TELEMETRY';

/** The environment of this process; everybody else is handed what they need of it. */
export const environment = (): Environment => process.env;

/** Nobody is told of what is done here: neither by this process nor by one that it starts from now on. */
export function forbidTelemetry(): void {
  process.env[NO_ONNXRUNTIME_TELEMETRY] = '1';
}
