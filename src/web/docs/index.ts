/**
 * `/api/docs`: the OpenAPI document as a page for people, made on the server.
 *
 * No script of others and nothing that the document does not say comes in here.
 */
export { docsRoutes } from './docs-routes.js';
