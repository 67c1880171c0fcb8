import type { PathRule } from '@skillwright/rules';
import type { FieldError } from '@skillwright/service';

/** The rules that a template can break. */
export type TemplateFaultCode =
  | 'template_name'
  | 'template_too_large'
  | 'manifest_missing'
  | 'manifest_unreadable'
  | 'manifest_invalid'
  | 'schema_invalid'
  | 'example_invalid'
  | 'files_missing'
  | 'file_not_text'
  | PathRule
  | 'path_separator'
  | 'tag_syntax'
  | 'tag_unknown_name'
  | 'tag_not_text'
  | 'tag_no_value'
  | 'tag_unsupported'
  | 'output_too_large'
  | 'template_too_costly';

/** A fault of a template. `path` is relative to the template's folder; `line` and `column` count from 1. */
export interface TemplateFault {
  readonly code: TemplateFaultCode;
  readonly message: string;
  readonly path: string;
  readonly line?: number;
  readonly column?: number;
}

/** A fault that ends the work on a template. */
export class TemplateFaultError extends Error {
  override readonly name = 'TemplateFaultError';

  constructor(readonly fault: TemplateFault) {
    super(fault.message);
  }
}

/** Turns faults into field errors, with paths from the skill's folder and the column in the message. */
export function toFieldErrors(
  templateName: string,
  faults: readonly (Omit<TemplateFault, 'code'> & { readonly code: string })[],
): FieldError[] {
  return faults.map(({ code, message, path, line, column }) => ({
    code,
    message: column === undefined ? message : `${message} (line ${line}, column ${column})`,
    path: `templates/${templateName}/${path}`,
    ...(line === undefined ? {} : { line }),
  }));
}
