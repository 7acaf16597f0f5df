import { CODES, EXIT, type ExitCode } from '../../core/index.js';

export type FailureStatus = 400 | 404 | 409 | 422 | 500 | 503 | 504;

const BY_EXIT: Readonly<Record<ExitCode, FailureStatus>> = {
  [EXIT.done]: 500,
  [EXIT.failed]: 500,
  [EXIT.usage]: 400,
  [EXIT.partial]: 500,
  [EXIT.unreachable]: 503,
  [EXIT.notFound]: 404,
  [EXIT.badInput]: 422,
  [EXIT.unavailable]: 409,
  [EXIT.stillRunning]: 504,
  [EXIT.interrupted]: 503,
  [EXIT.terminated]: 503,
};

/** Where the code says more than the exit: the state of a thing forbids it, or what is needed is not there now. */
const BY_CODE: Readonly<Record<string, FailureStatus>> = {
  [CODES.notNow]: 409,
  [CODES.notFinished]: 409,
  [CODES.outputExists]: 409,
  [CODES.jobFailed]: 409,
  [CODES.storeFull]: 503,
  [CODES.serverFailed]: 503,
  [CODES.programMissing]: 503,
  [CODES.phonemiserMissing]: 503,
  [CODES.recogniserMissing]: 503,
  [CODES.speechServer]: 503,
  [CODES.engineBroken]: 503,
  [CODES.noticeFailed]: 503,
};

/** The one table from what the command line ends with to what the API answers. */
export const statusOf = (exit: ExitCode, code: string): FailureStatus => BY_CODE[code] ?? BY_EXIT[exit];
