/**
 * `view` looks and hears what is made, `submit` also orders books, steers them and has texts spoken, `admin` also rules
 * over nodes and what failed.
 */
export type WebRole = 'view' | 'submit' | 'admin';

/** Each may do what those before it may. */
export const ROLES: readonly WebRole[] = ['view', 'submit', 'admin'];

export const isAtLeast = (role: WebRole, needed: WebRole): boolean => ROLES.indexOf(role) >= ROLES.indexOf(needed);

export const isRole = (text: string): text is WebRole => ROLES.some((role) => role === text);
