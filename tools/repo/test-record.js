import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The slowest tasks, slowest first. They start first on a machine that has no times of earlier runs. */
const knownToBeLong = ['@skillwright/e2e#test', '@skillwright/validation#test', '@skillwright/events#test'];

/** Records the last successful run of each task on this machine: the hash of its inputs, its seconds and its counts. */
export class TestRecord {
  constructor(file) {
    this.file = file;
    this.entries = read(file);
  }

  longestFirst(tasks) {
    const weigh = ({ id }) => {
      const known = this.entries[id]?.seconds;
      if (known !== undefined) return known;
      const place = knownToBeLong.indexOf(id);
      return place < 0 ? 0 : 1_000 - place;
    };
    return [...tasks].sort((a, b) => weigh(b) - weigh(a));
  }

  /** Returns the counts of the task's last successful run, or undefined when its inputs have changed since. */
  findPassed({ id, hash }) {
    const entry = this.entries[id];
    return entry?.hash === hash ? entry.counts : undefined;
  }

  keep({ id, hash, seconds }, counts) {
    this.entries[id] = { hash, seconds, counts };
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(`${this.file}.new`, `${JSON.stringify(this.entries)}\n`);
    renameSync(`${this.file}.new`, this.file);
  }
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}
