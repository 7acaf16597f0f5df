/** Names and values as a shell gives them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment of this process; everybody else is handed what they need of it. */
export const environment = (): Environment => process.env;
