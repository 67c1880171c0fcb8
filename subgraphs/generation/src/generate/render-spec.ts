import { generationErrors } from '@skillwright/contracts/generation';
import { findNameFault, quote } from '@skillwright/rules';
import type { Caller } from '@skillwright/service';
import type { CatalogTemplate } from '../catalog/catalog-template.js';
import type { TemplateFinder } from '../catalog/template-finder.js';
import type { TemplateEngine } from '../engine/template-engine.js';
import type { RenderedFile } from '../rendering/render-template.js';
import type { TemplateKind } from '../template/manifest.js';
import type { Parameters } from '../template/parameter-schema.js';
import { toFieldErrors, type TemplateFault } from '../template/template-fault.js';

/** The specification of a project or feature in a request. */
export interface Spec {
  readonly name: string;
  readonly template: string;
  readonly version?: string | null | undefined;
  readonly parameters?: unknown;
}

/** A rendered spec. `parameters` include the defaults. */
export interface Rendering {
  readonly template: CatalogTemplate;
  readonly parameters: Parameters;
  readonly files: readonly RenderedFile[];
}

/** Checks the name of a spec and finds its template. Throws NAME_INVALID, TEMPLATE_*. */
export async function getTemplate(
  finder: TemplateFinder,
  spec: Spec,
  kind: TemplateKind,
  caller: Caller,
): Promise<CatalogTemplate> {
  const fault = findNameFault(spec.name);
  if (fault) {
    const errors = [{ code: fault.code, message: fault.message, path: 'name' }];
    throw generationErrors.NAME_INVALID({ name: quote(spec.name), rule: fault.rule }, { errors });
  }
  const template = await finder.get({ template: spec.template, version: spec.version ?? undefined }, caller);
  if (template.kind === kind) return template;
  const errors = [{ code: 'kind', message: `This is a template for a ${template.kind}.`, path: 'template' }];
  throw generationErrors.TEMPLATE_KIND_MISMATCH(
    { template: quote(template.name), actual: template.kind, expected: kind },
    { errors },
  );
}

/**
 * Renders a spec. Throws PARAMETERS_INVALID or PATH_REFUSED when other parameters can help, else RENDERING_FAILED, and
 * the reason of the caller's signal.
 */
export async function renderSpec(
  engine: TemplateEngine,
  template: CatalogTemplate,
  spec: Spec,
  caller: Caller,
): Promise<Rendering> {
  const named = quote(`${template.skillName}/${template.name}`);
  const { bundlePath } = template;
  const outcome = await engine.render({ bundlePath, name: spec.name, parameters: spec.parameters ?? {} }, caller);
  if ('files' in outcome) return { template, ...outcome };
  if ('errors' in outcome) {
    const { errors } = outcome;
    throw generationErrors.PARAMETERS_INVALID({ template: named, count: errors.length }, { errors });
  }
  const { faults } = outcome;
  const errors = toFieldErrors(template.name, faults);
  const reason = errors[0]?.message ?? 'its faults are unknown';
  if (faults.every(isPathFault)) throw generationErrors.PATH_REFUSED({ template: named, reason }, { errors });
  throw generationErrors.RENDERING_FAILED({ template: named, reason }, { errors });
}

/** Returns whether a fault is a path that breaks a rule. Parameters fill in paths, so it is a fault of the spec. */
function isPathFault({ code }: TemplateFault): boolean {
  return code.startsWith('path_');
}
