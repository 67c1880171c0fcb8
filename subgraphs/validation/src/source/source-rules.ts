import { byteLengthOf, checkPaths, findContentFault } from '@skillwright/rules';
import type { FieldError } from '@skillwright/service';
import type { SourceFile } from './source-file.js';

/** The bounds of the files of one validation. */
export interface SourceLimits {
  readonly files: number;
  readonly totalBytes: number;
}

export const looseFilesLimits: SourceLimits = { files: 2_000, totalBytes: 8 * 1024 * 1024 };
export const projectLimits: SourceLimits = { files: 2_000, totalBytes: 32 * 1024 * 1024 };

const maxFaults = 50;

/** The faults of a set of files, at most 50, each with its field beneath `field`; empty when the files can lie in one folder. */
export function findSourceFaults(files: readonly SourceFile[], limits: SourceLimits, field = 'files'): FieldError[] {
  const excess = findExcess(files, limits, field);
  if (excess.length > 0) return excess;
  const paths = files.map(({ path }) => path);
  const faults = [
    ...checkPaths(paths).map(({ index, ...fault }) => ({ index, ...fault, path: `${field}[${index}].path` })),
    ...paths.flatMap((path, index) =>
      path.startsWith(packagesFolder) ? [{ index, ...packagesFault, path: `${field}[${index}].path` }] : [],
    ),
    ...files.flatMap((file, index) => {
      const fault = findContentFault(file);
      return fault ? [{ index, ...fault, path: `${field}[${index}].content` }] : [];
    }),
  ];
  return faults
    .sort((a, b) => a.index - b.index)
    .slice(0, maxFaults)
    .map(({ index: _, ...fault }) => fault);
}

/** Stricter than the rules that all services share: the toolchain's packages lie there, and a project may not replace them. */
const packagesFolder = 'node_modules/';
const packagesFault = {
  code: 'path_reserved',
  message: 'The path lies in node_modules, where the packages of the toolchain are; leave these files out.',
};

function findExcess(files: readonly SourceFile[], limits: SourceLimits, field: string): FieldError[] {
  const excess: FieldError[] = [];
  const report = (code: string, message: string) => excess.push({ code, path: field, message });
  if (files.length === 0) report('no_files', 'There has to be at least one file.');
  if (files.length > limits.files)
    report('too_many_files', `${files.length} files are over the limit of ${limits.files}.`);
  const totalBytes = files.reduce((sum, file) => sum + byteLengthOf(file), 0);
  if (totalBytes > limits.totalBytes) {
    report('too_large', `${totalBytes} bytes are over the limit of ${limits.totalBytes}.`);
  }
  return excess;
}
