import { describe, expect, it } from 'vitest';
import { CODES, RetryableError, TerminalError, UserError } from '../../src/core/index.js';
import { runProgram } from '../../src/programs/index.js';

const node = process.execPath;
const DEADLINE_MS = 20_000;
const script = (code: string) => ({ program: node, args: ['-e', code], deadlineMs: DEADLINE_MS });

async function* chunks(count: number, bytes: number): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < count; i++) yield new Uint8Array(bytes).fill(i);
}

const failureOf = async (run: Promise<unknown>): Promise<unknown> =>
  run.then(
    () => expect.unreachable('it succeeded'),
    (error: unknown) => error,
  );

describe('runProgram', () => {
  it('gives standard output and the end of standard error', async () => {
    const out = await runProgram(script('process.stdout.write("a b"); process.stderr.write("warned\\n")'));
    expect(Buffer.from(out.stdout).toString()).toBe('a b');
    expect(out.stderr).toBe('warned');
  });

  it('passes every byte of a stream to a slow reader', async () => {
    const count = 'let n=0;process.stdin.on("data",d=>{n+=d.length}).on("end",()=>process.stdout.write(String(n)))';
    const out = await runProgram({ ...script(count), input: chunks(200, 70_001) });
    expect(Buffer.from(out.stdout).toString()).toBe(String(200 * 70_001));
  });

  it('takes no more from the source than the program reads', async () => {
    let taken = 0;
    async function* counted(): AsyncGenerator<Uint8Array> {
      for await (const chunk of chunks(10_000, 65_536)) {
        taken++;
        yield chunk;
      }
    }
    await runProgram({ ...script('process.stdin.once("data",()=>process.exit(0))'), input: counted() });
    expect(taken).toBeLessThan(100);
  });

  it('ends well when the program needs no more input, though the source is not finished', async () => {
    const never = new Promise<never>(() => undefined);
    async function* stuck(): AsyncGenerator<Uint8Array> {
      yield new Uint8Array(1);
      await never;
    }
    const out = await runProgram({
      ...script('process.stdin.once("data",()=>{process.stdout.write("enough");process.exit(0)})'),
      input: stuck(),
    });
    expect(Buffer.from(out.stdout).toString()).toBe('enough');
  });

  it('reports the exit code of a program that died while it was fed, not the broken pipe', async () => {
    const error = await failureOf(
      runProgram({
        ...script('process.stderr.write("first\\nno room");process.exit(3)'),
        input: chunks(10_000, 65_536),
      }),
    );
    expect(error).toBeInstanceOf(TerminalError);
    if (!(error instanceof TerminalError)) return;
    expect(error.failure.code).toBe(CODES.programFailed);
    expect(error.failure.what).toContain('exit 3');
    expect(error.failure.why).toBe('first | no room');
  });

  it('takes a program that somebody else ended for one to be tried again', async () => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      const ended = script(`process.kill(process.pid, '${name}');setInterval(()=>0,1e6)`);
      expect(await failureOf(runProgram(ended))).toBeInstanceOf(RetryableError);
    }
    const inGoodOrder = { ...script('process.exit(255)'), signalledExit: 255 };
    expect(await failureOf(runProgram(inGoodOrder))).toBeInstanceOf(RetryableError);
    expect(await failureOf(runProgram(script('process.exit(255)')))).toBeInstanceOf(TerminalError);
  });

  it('throws the error of the source and ends the program', async () => {
    const cause = new RetryableError('clip not here yet', 1000);
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield new Uint8Array(10);
      throw cause;
    }
    const error = await failureOf(
      runProgram({ ...script('process.stdin.resume();setInterval(()=>0,1e6)'), input: broken() }),
    );
    expect(error).toBe(cause);
  });

  it('keeps only the last 8 KiB of a long complaint', async () => {
    const out = await runProgram(script('process.stderr.write("x".repeat(3e6)+"END")'));
    expect(out.stderr.length).toBe(8_192);
    expect(out.stderr.endsWith('END')).toBe(true);
  });

  it('refuses more output than allowed', async () => {
    const error = await failureOf(
      runProgram({ ...script('process.stdout.write("x".repeat(3e6))'), maxOutputBytes: 1_000 }),
    );
    expect(error).toBeInstanceOf(TerminalError);
  });

  it('ends a program at its deadline and says so', async () => {
    const error = await failureOf(runProgram({ ...script('setInterval(()=>0,1e6)'), deadlineMs: 300 }));
    expect(error).toBeInstanceOf(TerminalError);
    expect(String(error)).toContain('did not end within');
  });

  it('rejects with the reason of an abort, even while the source is stuck', async () => {
    const abort = new AbortController();
    async function* stuck(): AsyncGenerator<Uint8Array> {
      yield new Uint8Array(1);
      abort.abort(new Error('cancelled by a test'));
      await new Promise<never>(() => undefined);
    }
    const error = await failureOf(
      runProgram({ ...script('process.stdin.resume();setInterval(()=>0,1e6)'), input: stuck(), signal: abort.signal }),
    );
    expect(String(error)).toContain('cancelled by a test');
  });

  it('does not start when already aborted', async () => {
    const error = await failureOf(runProgram({ ...script(''), signal: AbortSignal.abort(new Error('too late')) }));
    expect(String(error)).toContain('too late');
  });

  it('kills a program that ignores SIGTERM', async () => {
    const deaf = 'process.on("SIGTERM",()=>0);setInterval(()=>0,1e6)';
    const error = await failureOf(runProgram({ ...script(deaf), deadlineMs: 500 }));
    expect(String(error)).toContain('did not end within');
  });

  it('says what to do when a program is missing, fed or not', async () => {
    for (const input of [undefined, chunks(1000, 65_536)]) {
      const error = await failureOf(runProgram({ program: 'e2a-no-such-program', args: [], deadlineMs: 1000, input }));
      expect(error).toBeInstanceOf(UserError);
      if (error instanceof UserError)
        expect(error.failure).toMatchObject({ code: CODES.programMissing, fix: 'npm run setup' });
    }
  });
});
