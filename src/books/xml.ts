import { readTags } from './markup/index.js';

/** An element with its name and attributes in lower case and without prefixes. */
export interface Element {
  readonly name: string;
  readonly attributes: { readonly [name: string]: string };
  /** Elements and text in order. */
  readonly content: (Element | string)[];
}

/** Elements deeper than this are taken as children of the deepest; package and contents files need far less. */
const MAX_DEPTH = 256;

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Reads package, contents and container files as far as they can be read. */
export function parseXml(source: string): Element {
  const root: Element = { name: '', attributes: {}, content: [] };
  const open: Element[] = [root];
  let beyond = 0;
  readTags(source, {
    open: (name, attributes) => {
      const element: Element = { name, attributes: withoutPrefixes(attributes), content: [] };
      open.at(-1)?.content.push(element);
      if (open.length >= MAX_DEPTH) beyond += 1;
      else open.push(element);
    },
    text: (text) => {
      open.at(-1)?.content.push(text);
    },
    close: () => {
      if (beyond > 0) beyond -= 1;
      else if (open.length > 1) open.pop();
    },
  });
  return root;
}

const withoutPrefixes = (attributes: { readonly [name: string]: string }): { [name: string]: string } =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [local(name), value]));

/** Everything below an element, in document order. */
function* below(element: Element): Generator<Element | string> {
  const waiting: (Element | string)[] = element.content.toReversed();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    yield next;
    if (typeof next !== 'string') for (const inner of next.content.toReversed()) waiting.push(inner);
  }
}

/** All elements of a name below this one, in order. */
export const all = (element: Element, name: string): Element[] =>
  [...below(element)].filter((node): node is Element => typeof node !== 'string' && node.name === name);

export const first = (element: Element, name: string): Element | null => all(element, name)[0] ?? null;

export const childElements = (element: Element): Element[] =>
  element.content.filter((node): node is Element => typeof node !== 'string');

export const childrenOf = (element: Element, name: string): Element[] =>
  childElements(element).filter((child) => child.name === name);

/** Text inside it, its children's included, white space collapsed. */
export const textOf = (element: Element | null): string => {
  if (element === null) return '';
  const pieces = [...below(element)].filter((node): node is string => typeof node === 'string');
  return pieces.join('').replace(/\s+/g, ' ').trim();
};
