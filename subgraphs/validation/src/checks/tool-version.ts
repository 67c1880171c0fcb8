import { createRequire } from 'node:module';
import type { Tool } from './check.js';

/** A tool that took part, as the report names it. */
export interface ToolVersion {
  readonly name: string;
  readonly version: string;
}

/** From where the sandbox's packages are found: TypeScript lies among them. */
const require = createRequire(createRequire(import.meta.url).resolve('typescript/package.json'));

/** The tool with the version that is installed. Throws where its package is not. */
export function toToolVersion({ name, packageName }: Tool): ToolVersion {
  const { version } = require(`${packageName}/package.json`) as { readonly version: string };
  return { name, version };
}
