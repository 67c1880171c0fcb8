/** The services that own a database. */
export const databaseServices = ['skill', 'validation'] as const;

export type DatabaseService = (typeof databaseServices)[number];
