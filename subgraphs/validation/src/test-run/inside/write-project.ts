import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SourceFile } from '../../source/source-file.js';

/** Where the project lies, beside the toolchain's packages. */
export const projectFolder = '/work';

const usesModules = /^\s*(import\s*[\w{*'"]|export\s)/m;
const usesCommonJs = /\brequire\(|\bmodule\.exports\b/;

/** Writes the project down as it would lie on a disk. */
export function writeProject(files: readonly SourceFile[]): void {
  for (const { path, content, encoding, executable } of files) {
    const target = join(projectFolder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, Buffer.from(content, encoding === 'UTF8' ? 'utf8' : 'base64'));
    if (executable) chmodSync(target, 0o755);
  }
  const manifest = join(projectFolder, 'package.json');
  if (!existsSync(manifest) && areModules(files)) writeFileSync(manifest, '{"type":"module"}');
}

/** Loose files do not say which modules they are; their syntax does. Where it is mixed, Node looks at each. */
function areModules(files: readonly SourceFile[]): boolean {
  const code = files.filter(({ path }) => /\.[jt]sx?$/.test(path)).map(({ content }) => content);
  return code.some((text) => usesModules.test(text)) && !code.some((text) => usesCommonJs.test(text));
}
