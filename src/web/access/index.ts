/**
 * Who may do what: roles by token or by a signed cookie, the rules against other sites' pages, and the log-in form.
 *
 * No route of the product and no state comes in here; wrong tokens are counted by whoever is passed in.
 */
export { accessRoutes } from './log-in.js';
export { createDoorkeeper, type Doorkeeper } from './doorkeeper.js';
export { guards } from './guards.js';
export { demandSafeAddress } from './safe-address.js';
export { demandRole, needs } from './needs.js';
export type { WebRole } from '../roles.js';
