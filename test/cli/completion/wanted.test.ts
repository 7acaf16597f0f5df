import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { completing, type Wanted } from '../../../src/cli/completion/wanted.js';
import { createProgram } from '../../../src/cli/program.js';
import { fakeProcess } from '../fake-terminal.js';

const { surroundings } = fakeProcess([], tmpdir());
const program = createProgram({ ...surroundings, signal: surroundings.interruption.signal, finish: () => undefined });
const at = (line: string): Wanted => completing(program, line.split(' ')).wanted;
const offered = (line: string): readonly string[] => {
  const { wanted, typed } = completing(program, line.split(' '));
  return wanted.type === 'choices'
    ? wanted.choices.map(({ value }) => value).filter((one) => one.startsWith(typed))
    : [];
};

describe('where the cursor is', () => {
  it.each([
    ['con', ['convert', 'config']],
    ['cluster ', ['ls', 'top', 'init', 'cordon', 'uncordon', 'drain', 'limit', 'help']],
    ['cluster co', ['cordon']],
    ['convert --eng', ['--engine']],
    ['convert --verify all --for', ['--format', '--force']],
    ['node --role ', ['synth', 'book', 'verify', 'web', 'all']],
    ['node --role=sy', ['synth']],
    ['node --gpu ', ['none', 'auto', 'all']],
    ['convert x.epub --engine kok', ['kokoro']],
    ['submit a.epub b.epub --priority p', ['p0', 'p1', 'p2']],
    ['voices --lang', ['--language']],
    ['cluster --js', ['--json']],
    ['completion ', ['bash', 'zsh', 'fish', 'powershell']],
  ])('e2a %s offers %j', (line, words) => expect(offered(line)).toEqual(words));

  it.each<[string, Wanted]>([
    ['watch ', { type: 'known', things: 'jobs' }],
    ['get --chapter 3 moby', { type: 'known', things: 'jobs' }],
    ['cluster drain ', { type: 'known', things: 'nodes' }],
    ['convert b.epub --voice ', { type: 'known', things: 'voices' }],
    ['convert b.epub --voice=en', { type: 'known', things: 'voices' }],
    ['voices pull ', { type: 'known', things: 'voices' }],
    ['dlq show ', { type: 'known', things: 'letters' }],
    ['batch show ', { type: 'known', things: 'batches' }],
    ['lexicon say ', { type: 'nothing' }],
    ['explain E2A', { type: 'known', things: 'codes' }],
    ['convert ', { type: 'files' }],
    ['submit one.epub ', { type: 'files' }],
    ['plan b.epub --save ', { type: 'files' }],
    ['convert -o ', { type: 'files' }],
    ['watch a-job ', { type: 'nothing' }],
    ['watch a-job --timeout ', { type: 'nothing' }],
    ['watch --nonsense=', { type: 'nothing' }],
    ['doctor --gpu ', { type: 'nothing' }],
    ['watch -- ', { type: 'known', things: 'jobs' }],
  ])('e2a %s wants %j', (line, wanted) => expect(at(line)).toEqual(wanted));

  it('flags come with what they are for, each once, the hidden ones not', () => {
    const { wanted } = completing(program, ['convert', '-']);
    const choices = wanted.type === 'choices' ? wanted.choices : [];
    expect(choices.find(({ value }) => value === '--voice')?.description).toBe('see e2a voices');
    expect(new Set(choices.map(({ value }) => value)).size).toBe(choices.length);
    expect(choices.map(({ value }) => value)).not.toContain('--debug');
  });
});
