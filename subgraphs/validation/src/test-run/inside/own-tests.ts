import { randomUUID } from 'node:crypto';

/** Begins the names of the tests that are our own; the path of a file follows that could not be brought in. */
export const entryTest = `skillwright:${randomUUID()}:`;

/** The name of a test that always fails: where it is not reported so, no result of the process can be relied on. */
export const controlTest = `${randomUUID()}:control`;
