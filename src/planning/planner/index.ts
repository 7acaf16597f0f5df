/**
 * What plans a text: all that knows the rules of languages, some hundred modules with their tables.
 *
 * For who plans in its own process and loads it then. What only asks for plans, or reads them, does not come in here.
 */
export { planBook } from '../plan-book.js';
export { planText } from '../plan-text.js';
export { ruleChanges } from '../rule-changes.js';
