import { afterEach, describe, expect, it } from 'vitest';
import { type LineProgram, startLineProgram } from '../../src/programs/index.js';

const started: LineProgram[] = [];
const start = (code: string): LineProgram => {
  const program = startLineProgram(process.execPath, ['-e', code]);
  started.push(program);
  return program;
};
afterEach(() => Promise.all(started.splice(0).map((program) => program.close())));

const ECHO = 'require("readline").createInterface({input:process.stdin}).on("line",l=>console.log("<"+l+">"))';

describe('startLineProgram', () => {
  it('answers lines with lines, in order, however they are asked for', async () => {
    const program = start(ECHO);
    program.write('a b');
    expect(await program.readLine()).toBe('<a b>');
    program.write('c');
    program.write('');
    const both = Promise.all([program.readLine(), program.readLine()]);
    expect(await both).toEqual(['<c>', '<>']);
  });

  it('rejects who waits for a line when the program ends, and who asks afterwards', async () => {
    const program = start('process.exit(3)');
    await expect(program.readLine()).rejects.toThrow('3');
    await expect(program.readLine()).rejects.toThrow('ended');
  });

  it('does not trip over a program that is gone or never was', async () => {
    const program = start('process.exit(0)');
    await expect(program.readLine()).rejects.toThrow();
    program.write('into nothing');
    const missing = startLineProgram('e2a-no-such-program', []);
    started.push(missing);
    await expect(missing.readLine()).rejects.toThrow('ENOENT');
  });

  it('is dead when close resolves', async () => {
    const program = start('setInterval(()=>0,1e6)');
    const pid = program.pid ?? 0;
    await program.close();
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });
});
