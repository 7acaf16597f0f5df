import { html } from 'hono/html';
import { type ApiDocument, outlineOf, type RouteOutline } from './outline.js';

type Html = ReturnType<typeof html>;
const NOTHING = '';

/** All routes, by what they are about; schemas are unfolded by who wants them. */
export const docsPage = (document: ApiDocument, root: string): Html =>
  html`<div class="head"><div><h1>API</h1><p>${document.info.description ?? ''}</p>
  <p><a href="${root}api/v1/openapi.json">openapi.json</a></p></div></div>
  ${[...outlineOf(document)].map(([name, routes]) => group(name, routes))}
  ${schemas(document)}`;

const group = (name: string, routes: readonly RouteOutline[]): Html =>
  html`<section class="sheet stack" aria-labelledby="group-${name}"><h2 id="group-${name}">${name}</h2>${routes.map(route)}</section>`;

const route = (one: RouteOutline): Html =>
  html`<div class="stack"><h3><code>${one.method} ${one.path}</code></h3>
  <p>${one.summary}. ${one.description}</p>
  ${one.parameters.length === 0 ? NOTHING : parameters(one)}
  ${one.body === null ? NOTHING : unfolded('Body', one.body)}
  ${one.answers.map(({ status, description, schema }) => (schema === null ? html`<p>${status}: ${description}</p>` : unfolded(`${status}: ${description}`, schema)))}
  <p class="small soft">Failures: ${one.failures.join(', ')}</p></div>`;

const parameters = ({ parameters: all }: RouteOutline): Html =>
  html`<dl class="facts">${all.map(
    ({ name, place, description }) =>
      html`<dt><code>${name}</code> <span class="small soft">${place}</span></dt><dd>${description}</dd>`,
  )}</dl>`;

const unfolded = (title: string, text: string): Html =>
  html`<details><summary>${title}</summary><pre tabindex="0"><code>${text}</code></pre></details>`;

const schemas = ({ components }: ApiDocument): Html =>
  html`<section class="sheet stack" aria-labelledby="schemas"><h2 id="schemas">Schemas</h2>
  ${Object.entries(components?.schemas ?? {}).map(([name, schema]) => unfolded(name, JSON.stringify(schema, null, 2)))}</section>`;
