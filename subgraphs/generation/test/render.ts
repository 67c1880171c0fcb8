import { renderTemplate, type RenderedFile } from '../src/rendering/render-template.js';
import { compileTemplate, type CompiledTemplate } from '../src/template/compile-template.js';
import { defaultTemplateLimits, type TemplateLimits } from '../src/template/limits.js';
import type { TemplateSource } from '../src/template/template-file.js';
import { TemplateFaultError, type TemplateFault } from '../src/template/template-fault.js';

/** Compiles a template. Throws an error with all its faults. */
export function compile(source: TemplateSource, limits: TemplateLimits = defaultTemplateLimits): CompiledTemplate {
  const result = compileTemplate(source, limits);
  if ('faults' in result) throw new Error(JSON.stringify(result.faults, null, 2));
  return result.template;
}

export function compileFaults(
  source: TemplateSource,
  limits: TemplateLimits = defaultTemplateLimits,
): readonly TemplateFault[] {
  const result = compileTemplate(source, limits);
  return 'faults' in result ? result.faults : [];
}

interface Spec {
  readonly name?: string;
  readonly parameters?: Record<string, unknown>;
  readonly limits?: TemplateLimits;
}

/** Renders a template. Throws when the parameters do not fit the schema. */
export function renderFiles(
  source: TemplateSource,
  { name = 'shop', parameters = {}, limits = defaultTemplateLimits }: Spec = {},
): RenderedFile[] {
  const template = compile(source, limits);
  const parsed = template.parameters.parse(parameters);
  if ('errors' in parsed) throw new Error(JSON.stringify(parsed.errors));
  return renderTemplate(template, { name, parameters: parsed.values }, limits);
}

/** Renders a template and returns its texts by path. */
export function renderTexts(source: TemplateSource, spec: Spec = {}): Record<string, string> {
  return Object.fromEntries(
    renderFiles(source, spec).map(({ path, bytes }) => [path, Buffer.from(bytes).toString('utf8')]),
  );
}

/** Renders a template and returns the fault that ends the rendering. */
export function renderFault(source: TemplateSource, spec: Spec = {}): TemplateFault {
  try {
    renderFiles(source, spec);
  } catch (error) {
    if (error instanceof TemplateFaultError) return error.fault;
    throw error;
  }
  throw new Error('the template rendered without a fault');
}
