import { PathSet, compareText, findPathFault, quote } from '@skillwright/rules';
import type { CompiledFile, CompiledTemplate } from '../template/compile-template.js';
import type { TemplateLimits } from '../template/limits.js';
import type { Parameters } from '../template/parameter-schema.js';
import { TemplateFaultError, type TemplateFaultCode } from '../template/template-fault.js';
import { escapeFor } from './escape.js';
import { OutputBudget } from './output-budget.js';
import { StrictContext } from './strict-context.js';
import { StrictWriter } from './strict-writer.js';
import { createView } from './view.js';

/** A file of the output. */
export interface RenderedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly executable: boolean;
}

/**
 * Renders a template with parameters that fit its schema. The files are sorted by path; equal input gives equal output.
 * Throws {@link TemplateFaultError}.
 */
export function renderTemplate(
  template: CompiledTemplate,
  spec: { readonly name: string; readonly parameters: Parameters },
  limits: TemplateLimits,
): RenderedFile[] {
  if (template.files.length > limits.outputFiles) throw tooLarge('', `more than ${limits.outputFiles} files`);
  const context = new StrictContext(createView(spec.name, spec.parameters, template.shape));
  const budget = new OutputBudget(limits.outputBytes);
  const taken = new PathSet();
  let bytesLeft = limits.outputBytes;
  const files = template.files.map((file) => {
    const path = renderPath(file, context, budget);
    const clash = taken.add(path);
    if (clash) throw fault(clash.code, file, clash.message);
    const bytes = renderContent(file, path, context, budget);
    bytesLeft -= bytes.length;
    if (bytesLeft < 0) throw tooLarge(file.sourcePath, `the output is larger than ${limits.outputBytes} bytes`);
    return { path, bytes, executable: file.executable };
  });
  return files.sort((a, b) => compareText(a.path, b.path));
}

function renderPath(file: CompiledFile, context: StrictContext, budget: OutputBudget): string {
  const segments = file.segments.map((segment) => {
    const written = new StrictWriter(segment, (value) => value, budget).write(context);
    // Stricter than the rules that all services share: only the template's author decides on folders.
    if (written.includes('/')) throw fault('path_separator', file, toSeparatorRule(written));
    return written;
  });
  const path = segments.join('/');
  const broken = findPathFault(path);
  if (broken) throw fault(broken.code, file, broken.message);
  return path;
}

function renderContent(file: CompiledFile, path: string, context: StrictContext, budget: OutputBudget): Uint8Array {
  if (file.content instanceof Uint8Array) return file.content;
  return Buffer.from(new StrictWriter(file.content, escapeFor(path), budget).write(context), 'utf8');
}

function toSeparatorRule(written: string): string {
  return `${quote(written)} holds a /, and a parameter fills one part of a path; give a value without it`;
}

function fault(code: TemplateFaultCode, file: CompiledFile, message: string): TemplateFaultError {
  return new TemplateFaultError({ code, message, path: file.sourcePath });
}

function tooLarge(path: string, message: string): TemplateFaultError {
  return new TemplateFaultError({ code: 'output_too_large', message, path });
}
