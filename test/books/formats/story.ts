/** A small book that every format can say: what the adapters' common suite asks for. */
export interface Story {
  readonly title: string;
  readonly author: string;
  readonly language: string;
  readonly chapters: readonly StoryChapter[];
}

export interface StoryChapter {
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly list?: readonly string[];
  /** Stands after the last word of the last paragraph. */
  readonly note?: string;
}

const SENTENCES = [
  'The ferry came in late that evening, and nobody on the quay had thought to light the second lamp.',
  'Marta counted the crates twice, wrote the number in her book and went to look for the harbour master.',
  'He had gone home an hour before, they told her, because of the rain and because of the letter.',
  'What the letter said was known to the whole street by the time the shops were shut.',
  'In the kitchen of the inn the stove was still warm, and the cat had not moved since noon.',
];

const paragraph = (seed: number): string =>
  [0, 1, 2, 3].map((i) => SENTENCES[(seed + i * 2) % SENTENCES.length]).join(' ');

export const STORY: Story = {
  title: 'The Second Lamp',
  author: 'Edda Quay',
  language: 'en',
  chapters: ['The Ferry', 'The Letter', 'The Stove'].map((title, i) => ({
    heading: `Chapter ${i + 1}. ${title}`,
    paragraphs: [0, 1, 2].map((n) => `${paragraph(i + n)} That was the end of part ${i + 1}.${n + 1}.`),
    ...(i === 1 ? { list: ['a lamp without oil', 'two crates of salt', 'one wet coat'] } : {}),
    ...(i === 2 ? { note: 'The stove is in the museum of the town now.' } : {}),
  })),
};

/** Lines of at most `width` characters. */
export function wrap(text: string, width = 68): string {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line.length + word.length + 1 > width) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.join('\n');
}
