import { Linter } from 'eslint/universal';
import ts from 'typescript';
import { version as prettierVersion } from '../format/prettier.js';
import type { ToolVersion } from '../diagnostic.js';

/** The tools of the checks, as the report names them. */
export const toolVersions: readonly ToolVersion[] = [
  { name: 'eslint', version: Linter.version },
  { name: 'prettier', version: prettierVersion },
  { name: 'typescript', version: ts.version },
];
