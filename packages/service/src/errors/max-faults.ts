/** The maximum number of errors in one answer. A check of untrusted input ends there. */
export const maxFaults = 100;
