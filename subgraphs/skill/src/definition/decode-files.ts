import type { FieldError } from '@skillwright/service';
import type { FileInput } from './definition-input.js';
import type { DefinitionFile } from './skill-definition.js';
import { findHalfCharacter } from './text-rules.js';

/** Turns the files of a request into bytes; a content that its encoding does not allow is a fault and an empty file. */
export function decodeFiles(inputs: readonly FileInput[]): { files: DefinitionFile[]; errors: FieldError[] } {
  const errors: FieldError[] = [];
  const files = inputs.map((input, index) => {
    const fault = findContentFault(input);
    if (fault) errors.push({ ...fault, path: `files[${index}].content` });
    return {
      path: input.path,
      executable: input.executable ?? false,
      content: fault ? Buffer.alloc(0) : decode(input),
    };
  });
  return { files, errors };
}

/** Decodes base64 (RFC 4648, padded, no white space); undefined where it is not. */
export function decodeBase64(text: string): Buffer | undefined {
  return isBase64(text) ? Buffer.from(text, 'base64') : undefined;
}

const isBase64 = (text: string): boolean => text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);

const decode = ({ content, encoding }: FileInput): Buffer =>
  Buffer.from(content, encoding === 'BASE64' ? 'base64' : 'utf8');

function findContentFault({ content, encoding }: FileInput): Pick<FieldError, 'code' | 'message'> | undefined {
  if (encoding === 'BASE64') {
    return isBase64(content) ? undefined : { code: 'base64', message: 'The content is not base64 with its padding.' };
  }
  const half = findHalfCharacter(content);
  if (half === undefined) return undefined;
  return { code: 'character', message: `The content holds ${half}, which UTF-8 cannot; send the file in base64.` };
}
