import type { FieldError } from '@skillwright/service';
import { byteLengthOf, type SourceFile } from './source-file.js';

/** How much one validation takes on. */
export interface SourceLimits {
  readonly files: number;
  readonly totalBytes: number;
}

export const looseFilesLimits: SourceLimits = { files: 2_000, totalBytes: 8 * 1024 * 1024 };
export const projectLimits: SourceLimits = { files: 2_000, totalBytes: 32 * 1024 * 1024 };

const maxPathLength = 512;
const maxNameBytes = 255;
const maxFaults = 50;

/** What is wrong with a set of files, each fault with its field beneath `field`; empty when they can go into a folder as they are. */
export function findSourceFaults(files: readonly SourceFile[], limits: SourceLimits, field = 'files'): FieldError[] {
  const whole: FieldError[] = [];
  if (files.length === 0) whole.push({ code: 'no_files', path: field, message: 'There has to be at least one file.' });
  if (files.length > limits.files) {
    whole.push({
      code: 'too_many_files',
      path: field,
      message: `${files.length} files are over the limit of ${limits.files}.`,
    });
  }
  const totalBytes = files.reduce((sum, file) => sum + byteLengthOf(file), 0);
  if (totalBytes > limits.totalBytes) {
    whole.push({
      code: 'too_large',
      path: field,
      message: `${totalBytes} bytes are over the limit of ${limits.totalBytes}.`,
    });
  }
  if (whole.length > 0) return whole;
  return [
    ...files.flatMap((file, index) => findFileFaults(file, `${field}[${index}]`)),
    ...findClashes(files, field),
  ].slice(0, maxFaults);
}

function findFileFaults({ path, content, encoding }: SourceFile, field: string): FieldError[] {
  const faults = pathRules
    .filter(({ isBroken }) => isBroken(path))
    .slice(0, 1)
    .map(({ code, message }) => ({
      code,
      path: `${field}.path`,
      message: `${JSON.stringify(path.slice(0, 100))} ${message}`,
    }));
  if (encoding === 'BASE64' && !isBase64(content)) {
    return [
      ...faults,
      { code: 'not_base64', path: `${field}.content`, message: 'The content is not base64 (RFC 4648).' },
    ];
  }
  return faults;
}

const segments = (path: string) => path.split('/');

const pathRules: readonly { code: string; isBroken(path: string): boolean; message: string }[] = [
  { code: 'path_empty', isBroken: (path) => path === '', message: 'is empty.' },
  {
    code: 'path_too_long',
    isBroken: (path) => path.length > maxPathLength,
    message: `has more than ${maxPathLength} characters.`,
  },
  {
    code: 'path_characters',
    isBroken: (path) => /[\p{Cc}\p{Cs}\\]/u.test(path),
    message: 'holds a control character, half a character or a backslash.',
  },
  { code: 'path_absolute', isBroken: (path) => /^(\/|[A-Za-z]:)/.test(path), message: 'is not relative.' },
  {
    code: 'path_segments',
    isBroken: (path) => segments(path).some((name) => name === '' || name === '.' || name === '..'),
    message: 'has an empty part, "." or "..".',
  },
  {
    code: 'path_too_long',
    isBroken: (path) => segments(path).some((name) => Buffer.byteLength(name) > maxNameBytes),
    message: `has a part of more than ${maxNameBytes} bytes.`,
  },
  {
    code: 'path_reserved',
    isBroken: (path) => segments(path)[0] === 'node_modules',
    message: 'lies in node_modules: packages come from the toolchain.',
  },
];

/** Two files of one name (on any file system), and files that would have to be folders. */
function findClashes(files: readonly SourceFile[], field: string): FieldError[] {
  const seen = new Map<string, string>();
  const folders = new Set(files.flatMap(({ path }) => parentsOf(path.toLowerCase())));
  return files.flatMap(({ path }, index) => {
    const key = path.toLowerCase();
    const other = seen.get(key);
    seen.set(key, path);
    const at = `${field}[${index}].path`;
    if (other !== undefined) {
      return [
        {
          code: 'path_twice',
          path: at,
          message: `${JSON.stringify(path)} and ${JSON.stringify(other)} are the same on some file systems.`,
        },
      ];
    }
    return folders.has(key)
      ? [{ code: 'path_is_folder', path: at, message: `${JSON.stringify(path)} is a folder of another file.` }]
      : [];
  });
}

function parentsOf(path: string): string[] {
  const parts = segments(path);
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}
