import { Linter } from 'eslint/universal';
import * as prettier from 'prettier';
import ts from 'typescript';
import type { ToolVersion } from '../diagnostic.js';

/** The tools of the checks, as the report names them. */
export const toolVersions: readonly ToolVersion[] = [
  { name: 'eslint', version: Linter.version },
  { name: 'prettier', version: prettier.version },
  { name: 'typescript', version: ts.version },
];
