import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** These take longest; of what was never run here, they start first. */
const knownToBeLong = ['@skillwright/e2e#test', '@skillwright/validation#test', '@skillwright/events#test'];

/** How each task last passed on this machine: with which inputs, how long it took, what it counted. */
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

  /** What a task counted when it passed with the inputs that it has now. */
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
