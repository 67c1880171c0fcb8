import { createSandbox, type Implementation } from '../src/sandbox/find-sandbox.js';

const all: readonly Implementation[] = ['bubblewrap', 'util-linux'];

/** What can be tried on this machine: bubblewrap has to be installed. */
export const installed = all.filter((implementation) => typeof createSandbox(implementation) !== 'string');

/** The same for what cannot: its tests say so. */
export const missing = all.filter((implementation) => !installed.includes(implementation));
