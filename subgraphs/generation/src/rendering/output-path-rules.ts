const maxPathLength = 512;
const maxSegmentBytes = 255;

/** Names that Windows reserves, whatever follows their first dot. */
const reserved = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$/i;
// Control and format characters hide what a name is; the rest is not allowed on Windows, or splits paths.
const forbidden = /[\p{C}\p{Zl}\p{Zp}\\/:*?"<>|]/u;
/** Git runs what it finds there; `git~1` is its short name on Windows. */
const gitFolder = /^(\.git|git~\d+)$/i;

/** What keeps a rendered segment from being the name of a file or folder on every system; nothing where it may be one. */
export function findSegmentFault(segment: string): string | undefined {
  const shown = JSON.stringify(segment);
  if (segment === '') return 'a part of the path is empty';
  if (segment === '.' || segment === '..') return `${shown} leads to another folder`;
  const character = forbidden.exec(segment)?.[0];
  if (character !== undefined) return `${shown} holds ${JSON.stringify(character)}, which no path may hold`;
  if (/[. ]$/.test(segment) || segment.startsWith(' '))
    return `${shown} begins or ends with a space, or ends with a dot`;
  if (reserved.test(segment)) return `${shown} is reserved on Windows`;
  if (gitFolder.test(segment)) return `${shown} belongs to Git`;
  if (Buffer.byteLength(segment) > maxSegmentBytes) return `${shown} is longer than ${maxSegmentBytes} bytes`;
  return undefined;
}

/** What keeps a relative path with forward slashes from being written below a folder. */
export function findPathFault(path: string): string | undefined {
  if (path.startsWith('/')) return 'the path is absolute';
  if (path.length > maxPathLength) return `the path is longer than ${maxPathLength} characters`;
  for (const segment of path.split('/')) {
    const fault = findSegmentFault(segment);
    if (fault) return fault;
  }
  return undefined;
}

/** Equal for paths that are one on systems which ignore case or Unicode composition. */
export function foldPath(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

/** Paths that can stand side by side on every system. */
export class PathSet {
  private readonly files = new Map<string, string>();
  private readonly folders = new Map<string, string>();

  /** Adds a path; or, where it is equal to another but for case, or a file where another needs a folder, gives that other. */
  add(path: string): string | undefined {
    const parents = parentsOf(path);
    const other =
      this.files.get(foldPath(path)) ??
      this.folders.get(foldPath(path)) ??
      parents
        .map((parent) => this.files.get(foldPath(parent)) ?? this.otherSpelling(parent))
        .find((found) => found !== undefined);
    if (other !== undefined) return other;
    this.files.set(foldPath(path), path);
    for (const parent of parents) this.folders.set(foldPath(parent), parent);
    return undefined;
  }

  private otherSpelling(folder: string): string | undefined {
    const known = this.folders.get(foldPath(folder));
    return known === folder ? undefined : known;
  }
}

function parentsOf(path: string): string[] {
  const segments = path.split('/');
  return segments.slice(1).map((_, index) => segments.slice(0, index + 1).join('/'));
}
