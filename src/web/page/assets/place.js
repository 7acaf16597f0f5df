const page = document.documentElement;
const root = new URL(page.dataset['root'] ?? './', location.href);

/** An address of the app, wherever a proxy has put it. @param {string} path without a slash in front */
export const at = (path) => new URL(path, root).href;

/** Where we are, as the app calls it: without the path that a proxy has put it under. */
export const here = () => location.pathname.slice(root.pathname.length) + location.search;

/** Tabs of one app at one address share a name. @param {string} purpose */
export const sharedName = (purpose) => `e2a:${root.pathname}:${purpose}`;
