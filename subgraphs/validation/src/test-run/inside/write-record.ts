import { readFileSync, writeSync } from 'node:fs';
import type { TestRecord } from '../test-protocol.js';

// Read, and taken hold of, before any code of the project runs.
const nonce = readFileSync(0, 'utf8');
const write = writeSync;
const stringify = JSON.stringify;

/** Begins the names of the tests that are our own. */
export const entryTest = `skillwright:${nonce}:`;

type Unsigned<Signed> = Signed extends unknown ? Omit<Signed, 'nonce'> : never;

/** Writes a record where only our program reads. */
export function writeRecord(record: Unsigned<TestRecord>): void {
  let bytes = Buffer.from(`${stringify({ ...record, nonce })}\n`);
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(write(3, bytes));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }
}
