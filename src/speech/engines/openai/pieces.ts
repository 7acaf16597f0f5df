/** Where a text is best cut, the best first. */
const BREAKS = [/[.!?…。！？]["'”’»)]*\s*/gu, /[,;:—–、，；：]\s*/gu, /\s+/gu];

/** A text in pieces of at most `most` characters, cut at the last good place of each; nothing is lost but white space. */
export function piecesOf(text: string, most: number): readonly string[] {
  const pieces: string[] = [];
  let rest = text.trim();
  while (rest.length > most) {
    const at = cutIn(rest, most);
    pieces.push(rest.slice(0, at).trim());
    rest = rest.slice(at).trim();
  }
  return [...pieces, rest].filter((piece) => piece !== '');
}

function cutIn(text: string, most: number): number {
  for (const mark of BREAKS) {
    const ends = [...text.slice(0, most + 1).matchAll(mark)].map(
      ({ index, 0: found }) => index + found.trimEnd().length,
    );
    const last = ends.findLast((end) => end > 0 && end <= most);
    if (last !== undefined) return last;
  }
  // Never between the halves of one sign.
  return /[\ud800-\udbff]/.test(text.charAt(most - 1)) && most > 1 ? most - 1 : most;
}
