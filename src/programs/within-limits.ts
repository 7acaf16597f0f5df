import { spawnSync } from 'node:child_process';

export interface ResourceLimits {
  /** Bytes of any one file that it may write. */
  readonly fileBytes: number;
  /** Bytes of addresses that it may use. */
  readonly memoryBytes: number;
}

/** Of util-linux. */
const PRLIMIT = 'prlimit';
/** How prlimit ends when the program itself is not there. */
export const NO_SUCH_PROGRAM = 127;

/** The command line that runs a program under limits of the kernel, where there is such a thing; else the program as it is. */
export const withinLimits = (
  limits: ResourceLimits,
  program: string,
  args: readonly string[],
): readonly [program: string, ...args: string[]] =>
  canLimit()
    ? [PRLIMIT, `--fsize=${limits.fileBytes}`, `--as=${limits.memoryBytes}`, '--core=0', '--', program, ...args]
    : [program, ...args];

const canLimit = (): boolean =>
  process.platform === 'linux' && spawnSync(PRLIMIT, ['--core=0', '--', 'true'], { stdio: 'ignore' }).status === 0;
