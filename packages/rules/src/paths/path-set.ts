import { quote } from '../text/quote.js';
import { foldPath } from './fold-path.js';
import type { PathFault } from './path-fault.js';

interface Entry {
  /** As it was written first. */
  readonly name: string;
  /** The file that it is, or the first file that needs it as a folder. */
  readonly file: string;
}

/** Paths of files that can lie in one folder on every common disk. */
export class PathSet {
  private readonly files = new Map<string, Entry>();
  private readonly folders = new Map<string, Entry>();

  /** Adds a path, or returns the fault that keeps it from lying beside the paths before it. */
  add(path: string): PathFault | undefined {
    const folded = foldPath(path);
    const parents = parentsOf(path).map((name) => ({ name, folded: foldPath(name) }));
    const rule = this.findClash(path, folded, parents);
    if (rule !== undefined) return { code: 'path_duplicate', message: `The path ${quote(path)} ${rule}.` };
    this.files.set(folded, { name: path, file: path });
    for (const parent of parents) {
      if (!this.folders.has(parent.folded)) this.folders.set(parent.folded, { name: parent.name, file: path });
    }
    return undefined;
  }

  private findClash(path: string, folded: string, parents: readonly { name: string; folded: string }[]) {
    const same = this.files.get(folded);
    if (same?.name === path) return 'is there twice; remove one of them';
    if (same) return `differs from ${quote(same.name)} only in case or Unicode form; rename one of them`;
    const folder = this.folders.get(folded);
    if (folder) return `is a file where ${quote(folder.file)} needs a folder; rename one of them`;
    for (const parent of parents) {
      const file = this.files.get(parent.folded);
      if (file) return `needs a folder where ${quote(file.name)} is a file; rename one of them`;
      const known = this.folders.get(parent.folded);
      if (known && known.name !== parent.name) {
        return `lies in a folder that ${quote(known.file)} writes ${quote(known.name)}; write it in one way`;
      }
    }
    return undefined;
  }
}

function parentsOf(path: string): string[] {
  const segments = path.split('/');
  return segments.slice(1).map((_, index) => segments.slice(0, index + 1).join('/'));
}
