import { findContentFault, toBytes } from '@skillwright/rules';
import type { FieldError } from '@skillwright/service';
import type { FileInput } from './definition-input.js';
import { findTooManyFiles } from './path-rules.js';
import type { DefinitionFile } from './skill-definition.js';

/**
 * Decodes the files of a request. A faulty content becomes an empty file and an error. No file of too many is decoded.
 */
export function decodeFiles(inputs: readonly FileInput[]): { files: DefinitionFile[]; errors: FieldError[] } {
  const tooMany = findTooManyFiles(inputs.length, (index) => `files[${index}].path`);
  if (tooMany) return { files: [], errors: [tooMany] };
  const errors: FieldError[] = [];
  const files = inputs.map(({ path, content, encoding = 'UTF8', executable = false }, index) => {
    const fault = findContentFault({ content, encoding });
    if (fault) errors.push({ ...fault, path: `files[${index}].content` });
    return { path, executable, content: fault ? Buffer.alloc(0) : toBytes({ content, encoding }) };
  });
  return { files, errors };
}
