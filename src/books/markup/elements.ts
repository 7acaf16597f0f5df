/** Elements that make a border in the text; everything else is inline and never does. */
export const BLOCK_ELEMENTS: ReadonlySet<string> = new Set(
  `address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer
  form frame h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav noframes ol optgroup option p pre search
  section summary table tbody tfoot thead tr ul xmp
  bodymatter book bridgehead byline dateline doctitle docauthor frontmatter imggroup level level1 level2 level3 level4
  level5 level6 line linegroup list note poem prodnote rearmatter sidebar epigraph`.split(/\s+/),
);

/** Never closed in HTML, whatever the file does. */
export const VOID_ELEMENTS: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
);

/** Not text of the book at all: neither spoken nor counted. */
export const MACHINERY: ReadonlySet<string> = new Set(['head', 'script', 'style', 'template']);

export const headingLevel = (name: string): number => {
  if (/^h[1-6]$/.test(name)) return Number(name[1]);
  if (name === 'doctitle') return 1;
  return name === 'hd' || name === 'bridgehead' ? 3 : 0;
};
