const set = (names: string): ReadonlySet<string> => new Set(names.split(/\s+/));

/** Never closed in HTML. */
export const VOID: ReadonlySet<string> = set(
  'area base br col embed hr img input link meta param source track wbr image',
);
/** What ends a paragraph that was left open. */
export const ENDS_PARAGRAPH: ReadonlySet<string> = set(
  `address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5
  h6 header hgroup hr main menu nav ol p pre section table ul li dt dd td th tr tbody thead tfoot caption`,
);
/** What the opening of an element ends, when it was left open, up to the element that holds both. */
export const ENDED_BY: ReadonlyMap<
  string,
  { readonly ends: ReadonlySet<string>; readonly within: ReadonlySet<string> }
> = new Map([
  ['li', { ends: set('li'), within: set('ul ol menu dir') }],
  ['dt', { ends: set('dt dd'), within: set('dl') }],
  ['dd', { ends: set('dt dd'), within: set('dl') }],
  ['td', { ends: set('td th'), within: set('table tr') }],
  ['th', { ends: set('td th'), within: set('table tr') }],
  ['tr', { ends: set('tr'), within: set('table') }],
  ['option', { ends: set('option'), within: set('select') }],
]);
/** What stands round the page's own text: navigation, banner, imprint. */
export const FURNITURE: ReadonlySet<string> = set('header footer');
/** Inside these a header or footer belongs to the text. */
export const TEXT_SECTIONS: ReadonlySet<string> = set('main article section blockquote figure');
