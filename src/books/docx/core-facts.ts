import type { BookFacts } from '../one-document.js';
import { first, parseXml, textOf } from '../xml.js';

/** What `docProps/core.xml` says. A program's name for a new file is no title. */
export function coreFacts(xml: string): BookFacts {
  const root = parseXml(xml);
  const of = (name: string): string => textOf(first(root, name));
  const title = of('title');
  return {
    title: /^(untitled|document ?\d*|microsoft word.*|unknown)$/i.test(title) ? '' : title,
    authors: of('creator')
      .split(/\s*(?:;|&|\band\b)\s*/)
      .filter((author) => !/^(|unknown|user|admin(istrator)?|python-docx|microsoft office user)$/i.test(author)),
    language: of('language'),
    description: of('description'),
  };
}
