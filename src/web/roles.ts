/** `view` looks and listens, `submit` also orders books and steers them, `admin` also rules over nodes and what failed. */
export type WebRole = 'view' | 'submit' | 'admin';

/** Each may do what those before it may. */
export const ROLES: readonly WebRole[] = ['view', 'submit', 'admin'];

export const isAtLeast = (role: WebRole, needed: WebRole): boolean => ROLES.indexOf(role) >= ROLES.indexOf(needed);

export const isRole = (text: string): text is WebRole => ROLES.some((role) => role === text);
