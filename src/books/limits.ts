const MIB = 1024 * 1024;

/** What a book may ask of us, whatever its format; real books stay far below. Sizes are measured while inflating, never believed. */
export const LIMITS = {
  /** Files in the archive. Largest real book seen: about 2,500. */
  entries: 20_000,
  /** Bytes of one file, inflated: pictures and fonts included. */
  entryBytes: 64 * MIB,
  /** Bytes inflated in all while one book is read. */
  bookBytes: 512 * MIB,
  /** Bytes of one text file: what its text becomes must fit into the memory of its reader. */
  documentBytes: 16 * MIB,
  /** Bytes of a book that is one file of plain text or Markdown: ten times the longest novels. */
  plainTextBytes: 16 * MIB,
  /** Bytes of package, navigation, container and encryption files. */
  packageBytes: 16 * MIB,
  /** Characters of all texts together, markup apart: 200 hours of speech. The longest novel there is has 9.6 million. */
  characters: 12_000_000,
  spineItems: 20_000,
  contentsEntries: 50_000,
  /** Bytes of a cover picture that is kept. */
  coverBytes: 16 * MIB,
} as const;
