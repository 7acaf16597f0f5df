/** Elements whose content is no markup and no text of the book. */
const RAW = /<(script|style)\b/gi;

/** Takes out scripts and style sheets, in which `<` and `"` mean something else. */
export function withoutRawText(html: string): string {
  const kept: string[] = [];
  let from = 0;
  RAW.lastIndex = 0;
  for (let start = RAW.exec(html); start !== null; start = RAW.exec(html)) {
    kept.push(html.slice(from, start.index));
    const end = start[1]?.toLowerCase() === 'script' ? /<\/script\b[^>]{0,100}>/gi : /<\/style\b[^>]{0,100}>/gi;
    end.lastIndex = RAW.lastIndex;
    from = end.exec(html) === null ? html.length : end.lastIndex;
    RAW.lastIndex = from;
  }
  return [...kept, html.slice(from)].join('');
}
