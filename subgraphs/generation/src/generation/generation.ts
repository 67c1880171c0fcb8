import type { Clock } from '@skillwright/service';
import type { TemplateFinder } from '../catalog/find-template.js';
import type { TemplateEngine } from '../engine/template-engine.js';
import type { ProjectStore } from '../project/project-store.js';
import type { Project } from '../project/project.js';
import type { RenderedFile } from '../rendering/render-template.js';
import type { FailureReporter } from './failure-reporter.js';
import type { GenerationMetrics } from './generation-metrics.js';

/** What the use cases work with. */
export interface Generation {
  readonly finder: TemplateFinder;
  readonly engine: TemplateEngine;
  readonly projects: ProjectStore;
  readonly failures: FailureReporter;
  readonly metrics: GenerationMetrics;
  readonly clock: Clock;
}

/** What a request to generate gave: a project at its new revision, or on a dry run the files that it would have. */
export type Generated = { readonly project: Project } | { readonly files: readonly RenderedFile[] };

/** Who asks; what travels on into the events. */
export interface Caller {
  readonly traceparent: string | undefined;
}
