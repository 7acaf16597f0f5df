import { childrenOf, type Element, textOf } from '../xml.js';

/** What a `<meta refines="#id" property=…>` says about an element. */
export const refined = (metadata: Element, element: Element, property: string): string | null => {
  const id = element.attributes['id'];
  if (id === undefined) return null;
  const meta = childrenOf(metadata, 'meta').find(
    ({ attributes }) => attributes['refines'] === `#${id}` && attributes['property'] === property,
  );
  return meta === undefined ? null : textOf(meta);
};
