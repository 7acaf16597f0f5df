import type { Context } from 'hono';
import { demandRole } from '../access/index.js';
import { lettersByCause } from '../api/index.js';
import type { WebParts } from '../web-parts.js';
import type { WebEnv } from '../web-env.js';
import { bookPage } from './book.js';
import { clusterPage } from './cluster.js';
import { isSpoken, ratesOf } from './estimates.js';
import { libraryPage, titleOf } from './library.js';
import { newBookPage, noBookPage } from './new-book.js';
import { planForPage } from './plan-for-page.js';
import { problemsPage } from './problems.js';
import { settingsPage } from './settings.js';
import type { Page } from './shell.js';
import { mayRule, type Viewer } from './view.js';
import { voicesPage } from './voices.js';
import { CLUSTER, LIBRARY, NEW_BOOK, PROBLEMS, SETTINGS, VOICES } from './words.js';

export type PageMaker = (viewer: Viewer, c: Context<WebEnv>, parts: WebParts) => Promise<Page>;

/** Nodes report every five seconds; between two reports there is nothing new. */
const LOOK_AGAIN_S = 5;

async function library(viewer: Viewer, _c: Context<WebEnv>, { client, paces, sample }: WebParts): Promise<Page> {
  const [entries, nodes] = await Promise.all([client.jobs(), client.nodes()]);
  const rates = ratesOf(
    nodes,
    entries.map(({ status }) => status),
    paces,
  );
  return {
    title: LIBRARY.title,
    entry: '',
    body: libraryPage(viewer, { entries, rates, hasSample: sample !== undefined }),
  };
}

async function newBook(viewer: Viewer, c: Context<WebEnv>, parts: WebParts): Promise<Page> {
  const book = c.req.query('book');
  if (book === undefined) return { title: NEW_BOOK.title, entry: '', body: noBookPage(viewer) };
  // As the API has it: what others sent is read by a process that takes its time and memory.
  demandRole(viewer.role, 'submit');
  const [planned, voices, nodes] = await Promise.all([
    planForPage(parts, book, c.req.raw.signal),
    parts.voices(),
    parts.client.nodes(),
  ]);
  const body = newBookPage(viewer, { book, ...planned, voices, nodes });
  return { title: planned.plan.book.title, entry: '', body };
}

async function oneBook(viewer: Viewer, c: Context<WebEnv>, { client, paces }: WebParts): Promise<Page> {
  const job = await client.find(c.req.param('id') ?? '');
  const [status, report, nodes, entries] = await Promise.all([
    client.current(job),
    client.report(job),
    client.nodes(),
    client.jobs(),
  ]);
  const rates = ratesOf(nodes, entries.map((entry) => entry.status).filter(isSpoken), paces);
  return { title: titleOf(status), entry: '', body: bookPage(viewer, { status, report, rates }) };
}

async function voices(viewer: Viewer, _c: Context<WebEnv>, parts: WebParts): Promise<Page> {
  const [known, nodes] = await Promise.all([parts.voices(), parts.client.nodes()]);
  return { title: VOICES.title, entry: 'voices', body: voicesPage(viewer, known, nodes) };
}

async function cluster(viewer: Viewer, _c: Context<WebEnv>, { client, goneNodes }: WebParts): Promise<Page> {
  const [nodes, queue] = await Promise.all([client.nodes(), client.queue()]);
  const body = clusterPage(viewer, { nodes, gone: goneNodes.look(nodes), queue });
  return { title: CLUSTER.title, entry: 'cluster', every: LOOK_AGAIN_S, body };
}

async function problems(viewer: Viewer, _c: Context<WebEnv>, { client }: WebParts): Promise<Page> {
  const groups = lettersByCause(await client.deadLetters());
  return { title: PROBLEMS.title, entry: 'problems', every: LOOK_AGAIN_S, body: problemsPage(viewer, groups) };
}

async function settings(viewer: Viewer, _c: Context<WebEnv>, { shown, notices }: WebParts): Promise<Page> {
  const told = shown?.() ?? { settings: [], watched: [], notices: [] };
  const deliveries = mayRule(viewer) ? await notices?.list() : [];
  return { title: SETTINGS.title, entry: 'settings', body: settingsPage(viewer, told, deliveries ?? []) };
}

/** Every page, by its path under the root. */
export const pages: Readonly<Record<string, PageMaker>> = {
  '/': library,
  '/new': newBook,
  '/jobs/:id': oneBook,
  '/voices': voices,
  '/cluster': cluster,
  '/problems': problems,
  '/settings': settings,
};
