import { CODES } from '../../core/index.js';
import { WebRefusal } from './web-refusal.js';

export const noSuchRoute = (path: string): WebRefusal =>
  new WebRefusal(404, {
    code: CODES.noSuchRoute,
    what: `There is nothing at ${path}.`,
    fix: 'the page begins at /, the API is told of at /api/docs',
  });
