import type { FieldError } from '@skillwright/service';
import type { RenderedFile } from '../rendering/render-template.js';
import type { TemplateExample, TemplateKind } from '../template/manifest.js';
import type { Parameters } from '../template/parameter-schema.js';
import type { TemplateSource } from '../template/template-file.js';
import type { TemplateFault } from '../template/template-fault.js';

/** What callers may know of a template without faults. */
export interface TemplateDescription {
  readonly kind: TemplateKind;
  readonly description: string;
  /** The JSON Schema. */
  readonly parameters: Parameters;
  readonly examples: readonly TemplateExample[];
}

export type CheckOutcome =
  { readonly description: TemplateDescription } | { readonly faults: readonly TemplateFault[] };

/** What to render: a template that was bundled into this file, and the spec for it. */
export interface RenderRequest {
  readonly bundlePath: string;
  readonly name: string;
  readonly parameters: unknown;
}

export type RenderOutcome =
  /** `parameters` have their defaults filled in. */
  | { readonly files: readonly RenderedFile[]; readonly parameters: Parameters }
  | { readonly errors: readonly FieldError[] }
  | { readonly faults: readonly TemplateFault[] };

/** Checks and renders templates, which are hostile until proven otherwise: with bounded time, memory and output. */
export interface TemplateEngine {
  check(source: TemplateSource): Promise<CheckOutcome>;
  render(request: RenderRequest): Promise<RenderOutcome>;
  close(): Promise<void>;
}
