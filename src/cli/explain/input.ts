import type { Explanation } from './explanation.js';

/** 1xxx: the book, and what a person says of how it is read. */
export const INPUT = {
  notAnEpub: {
    title: 'Not an e-book that e2a can read',
    meaning: 'The content of the file is of no format that e2a reads, whatever its name ends with.',
    causes: [
      'A web page was saved under the name of the book: a login, an error, a page that asks to wait.',
      'It is a picture, an archive of several books, or a Kindle book on a machine without Calibre.',
      'It is a PDF of scanned pages, which has no text.',
    ],
    cures: [
      'Open the file in an e-book reader: what no reader opens, e2a cannot read either.',
      'Fetch it again from where it came.',
      'For Kindle books install Calibre; e2a then uses its `ebook-convert` by itself.',
    ],
  },
  damagedArchive: {
    title: 'The file of the book is damaged',
    meaning: 'An EPUB is a ZIP archive; this one is cut off, or parts of it do not match their own checksums.',
    causes: ['A download that stopped early.', 'A copy onto a full disk.', 'A card or disk that is failing.'],
    cures: ['Fetch or copy the file again.', 'Open it in Calibre and save it anew, which mends many.'],
  },
  protectedBook: {
    title: 'The book is protected against copying',
    meaning: 'Its text is encrypted (DRM). e2a reads no protected books and takes no protection off.',
    causes: ['It was bought in a shop that protects its books.', 'It was lent by a library.'],
    cures: [
      'Ask the shop or the publisher for the book without protection; many sell it.',
      'Look for the same text in the public domain.',
    ],
  },
  emptyBook: {
    title: 'There is nothing to read aloud',
    meaning: 'The file could be read, but it has no text that a narrator would speak.',
    causes: [
      'The pages are pictures: scans, comics, a book of photographs.',
      'What is chosen (`--chapters`, `--exclude`, a plan file) leaves nothing over.',
      'All of it is what is usually left out: contents, index, licence.',
    ],
    cures: [
      '`e2a plan BOOK` lists what is left out and why.',
      'Let more be read with `--include`, or choose other chapters.',
      'Have scanned pages recognised by an OCR program first.',
    ],
  },
  overLimit: {
    title: 'The book is larger than e2a reads',
    meaning:
      'Reading it would take more memory or time, or unpack to more, than one book may. Books are read in a process of their own with limits, so that a hostile file harms nobody.',
    causes: [
      'An omnibus of dozens of volumes.',
      'An archive made to flood its reader.',
      'A machine that is busy with something else or has little memory.',
    ],
    cures: [
      'Split the book (Calibre can), and convert the parts.',
      'Try again on a machine that has more memory free.',
    ],
  },
  fileUnreadable: {
    title: 'The file cannot be opened',
    meaning: 'The path leads to nothing, to a folder without books, or to a file that this user may not read.',
    causes: [
      'A typing slip, or a path from another folder.',
      'A name with blanks that was not put in quotes.',
      'Rights: the file is another user’s.',
    ],
    cures: ['Look with `ls -l PATH`.', 'Put the path in quotes.', 'Give this user the right to read it.'],
  },
  chapterSelection: {
    title: 'These chapters cannot be chosen',
    meaning:
      'What stands behind `--chapters` (or `--verify`) is no list of numbers, or names chapters that the book or the choice does not have.',
    causes: ['Chapters were counted as the printed book does.', 'A range the wrong way round, as 9-3.'],
    cures: ['`e2a plan BOOK` shows the numbers.', 'Write them like `1-3,7`.'],
  },
  readFailed: {
    title: 'A node could not read the book as ordered',
    meaning:
      'The book was submitted, but what the order says of how it is to be read is gone from the cluster or of another e2a.',
    causes: ['Somebody deleted objects from `e2a_books`.', 'Nodes of different versions of e2a work together.'],
    cures: ['Submit the book again with `--force`.', 'Give all nodes the same version of e2a.'],
  },
  planFile: {
    title: 'The plan file cannot be used',
    meaning: 'The file behind `--plan` has a mistake, or was made for another book or another edition of it.',
    causes: [
      'A line of the file was changed that has to stay.',
      'The book was changed after `e2a plan --save`.',
      'The chapters were cut otherwise when it was made (`--include`, `--exclude`).',
    ],
    cures: ['The error names the line: correct it.', 'Make a new one: `e2a plan BOOK --save plan.json`.'],
  },
  wordList: {
    title: 'A word list cannot be used',
    meaning: 'A list that says how words are spoken has a line that is not understood, or cannot be read.',
    causes: ['A line without `=`.', 'Sounds between slashes that are no IPA.'],
    cures: ['`e2a lexicon check FILE` tells of every line.', 'A line is `WORD = SAID AS`, or `WORD = /IPA/`.'],
  },
} as const satisfies Record<string, Explanation>;
