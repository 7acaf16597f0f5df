import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import * as catalogue from '../../../src/web/page/words.js';

const FOLDER = join(import.meta.dirname, '../../../src/web/page');
const CATALOGUE = ['words.ts', 'state-words.ts'];
const HOLE = '\0';
/** Attributes that are read to people. */
const SPOKEN = /\b(?:title|aria-label|placeholder|alt)="([^"]*)"/g;
const WORD = /\p{L}{2,}/u;

/** Words that stand in markup itself. */
function wordsInMarkup(markup: string): readonly string[] {
  const spoken = [...markup.matchAll(SPOKEN)].map(([, text]) => text ?? '');
  // Attributes alone belong into some tag.
  const whole = !markup.includes('<') && markup.includes('="') ? `<x ${markup}>` : markup;
  const texts = whole.replace(/<!doctype html>|<[^<>]*>/g, '\n').split('\n');
  return [...texts, ...spoken].map((text) => text.replaceAll(HOLE, ' ').trim()).filter((text) => WORD.test(text));
}

function templatesIn(path: string): readonly string[] {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'html') {
      const { template } = node;
      const parts = ts.isNoSubstitutionTemplateLiteral(template)
        ? [template.text]
        : [template.head.text, ...template.templateSpans.map(({ literal }) => literal.text)];
      found.push(parts.join(HOLE));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Sentences in the browser's modules: more than one word, the first of them large. */
function sentencesIn(path: string): readonly string[] {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) && /^\p{Lu}\p{L}*[ .!?]/u.test(node.text)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

describe('the words of the page', () => {
  it('are found where they stand in markup', () => {
    expect(wordsInMarkup(`<p class="soft">${HOLE}</p><b title="Hello">A word</b>`)).toEqual(['A word', 'Hello']);
    expect(wordsInMarkup(`<input aria-label="${HOLE}: ${HOLE}" ${HOLE} type="text"> · ${HOLE}`)).toEqual([]);
  });
  it('all stand in the catalogue, none in a template', () => {
    const files = readdirSync(FOLDER).filter((name) => name.endsWith('.ts') && !CATALOGUE.includes(name));
    expect(files.length).toBeGreaterThan(20);
    const templates = files.flatMap((name) => templatesIn(join(FOLDER, name)));
    expect(templates.length).toBeGreaterThan(50);
    expect(templates.flatMap(wordsInMarkup)).toEqual([]);
  });
  it('reach the browser as data, not in its modules', () => {
    const modules = readdirSync(join(FOLDER, 'assets')).filter((name) => name.endsWith('.js'));
    expect(modules.flatMap((name) => sentencesIn(join(FOLDER, 'assets', name)))).toEqual([]);
    const said = modules.flatMap((name) => [
      ...readFileSync(join(FOLDER, 'assets', name), 'utf8').matchAll(/\bsay(?:Count)?\((?:[^'()]*\? )?'(\w+)'/g),
    ]);
    expect(said.length).toBeGreaterThan(20);
    for (const [, name] of said) expect(catalogue.LIVE_WORDS).toHaveProperty(name ?? '');
    const named = [...modules.map((name) => `assets/${name}`), 'settings.ts']
      .flatMap((name) => [...readFileSync(join(FOLDER, name), 'utf8').matchAll(/(?:'|data-said=")(\w+)['"]/g)])
      .map(([, name]) => name);
    expect(Object.keys(catalogue.LIVE_WORDS).filter((name) => !named.includes(name))).toEqual([]);
  });
  it('are all used', () => {
    const all = [...readdirSync(FOLDER), ...readdirSync(join(FOLDER, 'assets')).map((name) => `assets/${name}`)]
      .filter((name) => /\.(ts|js)$/.test(name))
      .map((name) => readFileSync(join(FOLDER, name), 'utf8'))
      .join('\n');
    const unused = Object.entries(catalogue).flatMap(([group, words]) =>
      /^[A-Z_]+$/.test(group) && !/_(STATES|NAMES)$|^KINDS$|^LIVE_WORDS$/.test(group) && !Array.isArray(words)
        ? Object.keys(words).filter((name) => !new RegExp(`\\b${group}\\.${name}\\b`).test(all))
        : [],
    );
    expect(unused).toEqual([]);
  });
});
