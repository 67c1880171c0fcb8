import type { Caller, FieldError } from '@skillwright/service';
import type { RenderedFile } from '../rendering/render-template.js';
import type { TemplateExample, TemplateKind } from '../template/manifest.js';
import type { Parameters } from '../template/parameter-schema.js';
import type { TemplateSource } from '../template/template-file.js';
import type { TemplateFault } from '../template/template-fault.js';

/** The public description of a template without faults. */
export interface TemplateDescription {
  readonly kind: TemplateKind;
  readonly description: string;
  /** The JSON Schema of the parameters. */
  readonly parameters: Parameters;
  readonly examples: readonly TemplateExample[];
}

export type CheckOutcome =
  { readonly description: TemplateDescription } | { readonly faults: readonly TemplateFault[] };

/** A spec and the bundle of the template that renders it. */
export interface RenderRequest {
  readonly bundlePath: string;
  readonly name: string;
  readonly parameters: unknown;
}

export type RenderOutcome =
  /** `parameters` include the defaults. */
  | { readonly files: readonly RenderedFile[]; readonly parameters: Parameters }
  | { readonly errors: readonly FieldError[] }
  | { readonly faults: readonly TemplateFault[] };

/**
 * Checks and renders templates. They may be hostile, so time, memory and output are bounded. A job ends with the reason
 * of its caller's signal as soon as that aborts.
 */
export interface TemplateEngine {
  check(source: TemplateSource, caller: Caller): Promise<CheckOutcome>;
  render(request: RenderRequest, caller: Caller): Promise<RenderOutcome>;
  close(): Promise<void>;
}
