import { readFileSync } from 'node:fs';
import { renderTemplate } from '../rendering/render-template.js';
import { compileTemplate, type CompiledTemplate } from '../template/compile-template.js';
import type { TemplateLimits } from '../template/limits.js';
import { parseBundle } from '../template/template-bundle.js';
import type { TemplateSource } from '../template/template-file.js';
import { TemplateFaultError } from '../template/template-fault.js';
import { CompiledTemplates } from './compiled-templates.js';
import type { CheckOutcome, RenderOutcome, RenderRequest } from './template-engine.js';

// Runs in a thread of its own, so that a template with a slow parser or regular expression blocks no other request.

const compiled = new CompiledTemplates(64);

/** Returns the description or the faults of a template. */
export function check({ source, limits }: { source: TemplateSource; limits: TemplateLimits }): CheckOutcome {
  const result = compileTemplate(source, limits);
  if ('faults' in result) return result;
  const { manifest, parameters } = result.template;
  const { kind, description, examples } = manifest;
  return { description: { kind, description, parameters: parameters.schema, examples } };
}

/** Renders a bundled template; throws for a defect, never for a fault of the template. */
export function render({ request, limits }: { request: RenderRequest; limits: TemplateLimits }): RenderOutcome {
  try {
    const template = compiled.get(request.bundlePath, () => load(request.bundlePath, limits));
    const parsed = template.parameters.parse(request.parameters);
    if ('errors' in parsed) return parsed;
    const files = renderTemplate(template, { name: request.name, parameters: parsed.values }, limits);
    return { files, parameters: parsed.values };
  } catch (error) {
    if (error instanceof TemplateFaultError) return { faults: [error.fault] };
    throw error;
  }
}

function load(bundlePath: string, limits: TemplateLimits): CompiledTemplate {
  const result = compileTemplate(parseBundle(readFileSync(bundlePath, 'utf8')), limits);
  if ('template' in result) return result.template;
  const [fault] = result.faults;
  throw fault ? new TemplateFaultError(fault) : new Error('a template failed without a fault');
}
