import { describe, expect, it } from 'vitest';
import { inHalves, pronounced } from '../../src/speech/index.js';

const halves = (spoken: string): readonly string[] | null => {
  const found = inHalves(spoken);
  return found && [found.first, found.second];
};

describe('a text in two halves', () => {
  it('is cut at the mark nearest to its middle, which stays with the first', () => {
    expect(halves('Now, he said, it was late; and nobody knew the way, alas.')).toEqual([
      'Now, he said, it was late;',
      'and nobody knew the way, alas.',
    ]);
    expect(halves('“Come with me,” she said to him.')).toEqual(['“Come with me,”', 'she said to him.']);
    expect(halves('It was late. They went home.')).toEqual(['It was late.', 'They went home.']);
  });

  it('is cut between two words where there is no mark, or none that leaves enough', () => {
    expect(halves('Nobody ever knew what had become of it.')).toEqual(['Nobody ever knew', 'what had become of it.']);
    expect(halves('Oh, nobody ever knew what had become of it.')?.[0]).toBe('Oh, nobody ever knew');
  });

  it('says where a word is cut with it', () => {
    const found = inHalves('彼は静かに立ち上がって、窓の外をじっと見つめていた。');
    expect(found).toEqual({
      first: '彼は静かに立ち上がって、',
      second: '窓の外をじっと見つめていた。',
      cutsWord: true,
    });
    expect(inHalves('It was late. They went home.')?.cutsWord).toBe(false);
  });

  it('is never cut inside a word with its sounds', () => {
    const word = pronounced('Saint John, the elder', 'sɪn dʒən, ðɪ');
    expect(halves(`We saw ${word} again.`)).toBeNull();
    expect(halves(`They had seen ${word} again today.`)).toEqual([`They had seen`, `${word} again today.`]);
  });

  it('has none when one of them would be too short, or nothing anybody could say', () => {
    for (const spoken of ['', 'Hm.', 'Yes, I do.', 'Unbelievable', 'Nothing — — — — — —'])
      expect(inHalves(spoken)).toBeNull();
  });
});
