import { createSandbox, type Implementation } from '../src/sandbox/find-sandbox.js';

const all: readonly Implementation[] = ['bubblewrap', 'util-linux'];

/** The implementations that are installed on this machine. */
export const installed = all.filter((implementation) => typeof createSandbox(implementation) !== 'string');

/** The implementations that are not. */
export const missing = all.filter((implementation) => !installed.includes(implementation));
