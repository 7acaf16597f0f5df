/** The one file of this room that reaches for what is heavy, and only when a book is looked at or ordered. */
export { loadBooks, loadLexicon, loadReading, loadReadingWords, loadSpeech } from '../host/on-demand/index.js';
export const loadPlanner = () => import('../planning/planner/index.js');
export const loadPlanning = () => import('../planning/index.js');
